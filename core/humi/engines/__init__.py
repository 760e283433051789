"""How each engine says what the language lowers to. No engine knows another."""

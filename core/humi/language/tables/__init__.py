"""Decision tables: rows of cells with a hit policy, lowered to choices before any engine sees them."""

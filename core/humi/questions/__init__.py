"""What stands above the engines: questions about the rules themselves, each answered with a proof or an example."""

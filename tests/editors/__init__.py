"""What an editor does with the published schemas, through the real yaml-language-server."""

"""What is printed or read in a browser: one model of a page, written as HTML and as Markdown."""

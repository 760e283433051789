"""The regions that come with Humi."""

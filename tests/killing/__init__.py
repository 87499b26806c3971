"""Programs that are killed at any moment, over and over."""

"""Projects in the window: opened, saved, journalled after every edit, and brought back after a crash."""

"""One file per noun; handlers stay thin."""

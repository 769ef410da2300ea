"""The measurements on texts that do not ship with the project; nothing of them is kept."""

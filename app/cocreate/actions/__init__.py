"""Actions on a draft: from the text as it stands to a change, a question, or why neither is possible."""

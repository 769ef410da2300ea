"""One pipeline step per file: from a brief to drafts whose every sentence answers for itself."""

"""The door to language models: the only importer of langchain and openai."""

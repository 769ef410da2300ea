"""The pages: FastAPI routes that translate requests to workflows and values to templates."""

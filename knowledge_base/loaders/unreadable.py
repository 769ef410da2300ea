"""Why a file could not be read, as a sentence for the person who brought it."""


class UnreadableFile(Exception):
    """`message` is an English sentence that may hold `%(name)s` placeholders, filled from `params`."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message % params if params else message)
        self.message = message
        self.params = params


def sentence(text: str) -> str:
    """Mark a sentence for the translators where it is not raised at once."""
    return text

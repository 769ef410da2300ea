"""Make text that others wrote harmless inside a prompt: it can neither close its tag nor open one."""

import re

from jinja2 import Undefined

# Angle brackets make our tags and most chat templates' control tokens (<|im_start|>, </s>);
# bracketed capitals make the others ([INST], [/INST], [TOOL_CALLS]). Placeholders of masked
# data, such as [EMAIL_1], end in a number and stay.
_BRACKETS = str.maketrans({"<": "＜", ">": "＞"})
_CONTROL_TOKEN = re.compile(r"\[(/?[A-Z]+(?:_[A-Z]+)*)\]")

# Characters that a person does not see and a model reads: controls, zero-width, bidirectional
# overrides, interlinear marks, variation selectors' supplement and the "tag" block.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e01ef]"
)


def defuse(value: object) -> object:
    """Return text with its tags, control tokens and unseen characters defused; anything else as it is."""
    if isinstance(value, Undefined) or not isinstance(value, str):
        return value
    return _CONTROL_TOKEN.sub(r"(\1)", _UNSEEN.sub("", value).translate(_BRACKETS))

"""What the tone that an author wants on a channel changes: emoji, length, and which words come first."""

from dataclasses import replace

from app.cocreate.arrange import Plan
from app.cocreate.wishes import Bounds
from app.domain.voice import Tone
from guardrails.authenticity.voice.style import Style

WARM = frozenset({Tone.WARM, Tone.PLAYFUL})
"""Tones in which a thank-you comes first and the author's own emoji always."""


def toned_style(style: Style, tone: Tone, bounds: Bounds, language: str) -> Style:
    """The habits as the tone and the avoided words leave them; nothing comes in that was not theirs."""
    emoji = () if tone is Tone.SOBER else tuple(e for e in style.emoji if bounds.allow_words(e, language))
    rate = max(1.0, style.emoji_rate) if tone in WARM and emoji else style.emoji_rate
    return replace(
        style,
        emoji=emoji,
        emoji_rate=rate if emoji else 0.0,
        hashtags=tuple(tag for tag in style.hashtags if bounds.allow_words(tag, language)),
    )


def toned_plan(plan: Plan, tone: Tone) -> Plan:
    """Directly said, a draft holds one block of the author's beside its fact."""
    if tone is not Tone.DIRECT:
        return plan
    return replace(plan, before=plan.before[:1], after=() if plan.before else plan.after[:1], second=None)

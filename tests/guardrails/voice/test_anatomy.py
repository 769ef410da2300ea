"""How a text is cut into the parts that habits count."""

import pytest

from guardrails.authenticity.voice.anatomy import dissect


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Bonjour à tous ! Ça va ?", ["Bonjour à tous !", "Ça va ?"]),
        ("Il a dit « Non ! » Puis rien.", ["Il a dit « Non ! »", "Puis rien."]),
        ("Version 3.5 is out. Try it", ["Version 3.5 is out.", "Try it"]),
        ("A line\nAnother line", ["A line", "Another line"]),
        ("Wait... what?!", ["Wait...", "what?!"]),
        ("🎉🎉\n\nReal words here.", ["Real words here."]),
    ],
)
def test_sentences_end_where_readers_pause(text, sentences):
    anatomy = dissect(text)

    assert list(anatomy.cut(anatomy.sentences)) == sentences


@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("👩🏽‍💻 at work", ["👩🏽‍💻"]),
        ("🇫🇷🇧🇪", ["🇫🇷", "🇧🇪"]),
        ("1️⃣ first ❤️", ["1️⃣", "❤️"]),
        ("5 * 3 # 2 ©", []),
        ("👨‍👩‍👧‍👦👋", ["👨‍👩‍👧‍👦", "👋"]),
    ],
)
def test_an_emoji_is_what_people_see_as_one(text, emoji):
    anatomy = dissect(text)

    assert list(anatomy.cut(anatomy.emoji)) == emoji


def test_links_tags_and_mentions_are_not_words():
    anatomy = dissect("Merci @ada.l ! #Énergie https://example.com/a-b?c=#d C# et #1")

    assert list(anatomy.cut(anatomy.links)) == ["https://example.com/a-b?c=#d"]
    assert list(anatomy.cut(anatomy.hashtags)) == ["#Énergie"]
    assert list(anatomy.cut(anatomy.mentions)) == ["@ada.l"]
    assert list(anatomy.cut(anatomy.words)) == ["Merci", "C", "et", "1"]
    assert len(anatomy.prose) == len(anatomy.text)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("- one\n- two", 2), ("• un\n• deux", 2), ("1. a\n2) b", 2), ("✅ done\n✅ again", 2),
        ("-5 degrees", 0),
        ("— Bonjour, dit-il.", 1), ("2024 was long", 0), ("3.5 is a number", 0),
    ],
)  # fmt: skip
def test_list_items_need_a_marker(text, items):
    assert len(dissect(text).list_items) == items


def test_paragraphs_are_set_off_by_blank_lines():
    anatomy = dissect("one\ntwo\n \nthree\n\n\n")

    assert [part.strip() for part in anatomy.cut(anatomy.paragraphs)] == ["one\ntwo", "three"]

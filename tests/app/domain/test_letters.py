import time

import pytest

from app.domain.letters import body_of, split_subject

LETTER = "Objet\u00a0: Les fours\n\nBonjour,\n\nUn four, deux fours.\n\nIls sont chauds.\n\nDenis"


def test_a_letter_is_read_without_its_subject_greeting_and_name():
    assert body_of(LETTER) == "Un four, deux fours.\n\nIls sont chauds."
    assert split_subject(LETTER)[0] == "Les fours"


@pytest.mark.parametrize(
    "text",
    ["Un four, deux fours.", "Objet : rien", "", "One oven\nand two.", "Subject: a"],
    ids=["one line", "a subject alone", "empty", "two lines", "english subject alone"],
)
def test_other_texts_are_left_as_they_are(text):
    assert body_of(text) == text
    assert split_subject(text) == ("", text)


def test_a_letter_of_blank_lines_takes_no_time():
    started = time.thread_time()

    body_of("a" + " \n" * 9_999 + ".")

    assert time.thread_time() - started < 0.5

"""E-mail as it is saved from a mail program."""

from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from knowledge_base.loaders import UnreadableFile, load_file

TEXT = "Bonjour,\n\nLe four est\nréparé à Nantes.\n\n> Et celui de Lyon ?\n\n-- \nInès Roche\nHearthline"
HTML = "<p>Bonjour,</p><p>Le <b>four</b> est réparé.</p><style>p {}</style>"


def make_mail(*, text: str = TEXT, html: str = "", attach: tuple[str, ...] = ()) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Inès Roche <ines@example.com>"
    mail["To"] = "paul@example.com"
    mail["Subject"] = "Le four réparé : où en est-on ?"
    mail["Date"] = datetime(2026, 5, 4, 9, tzinfo=UTC)
    if text:
        mail.set_content(text)
    if html and text:
        mail.add_alternative(html, subtype="html")
    elif html:
        mail.set_content(html, subtype="html")
    for name in attach:
        mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename=name)
    return mail


def load(folder, data):
    path = folder / "message.eml"
    path.write_bytes(bytes(data))
    return load_file(path)


def texts(document):
    return "\n".join(chunk.text for chunk in document.chunks)


def test_a_mail_says_who_wrote_what_when(tmp_path):
    document = load(tmp_path, make_mail())

    assert (document.title, document.author) == ("Le four réparé : où en est-on ?", "Inès Roche")
    assert (document.published_on, document.language) == (date(2026, 5, 4), "fr")


@pytest.mark.parametrize(
    ("mail", "text"),
    [
        (make_mail(), "Bonjour,\nLe four est réparé à Nantes.\nEt celui de Lyon ?"),
        (make_mail(html=HTML), "Bonjour,\nLe four est réparé à Nantes.\nEt celui de Lyon ?"),
        (make_mail(text="", html=HTML), "Bonjour,\nLe four est réparé."),
        (make_mail(text=" ", html=HTML), "Bonjour,\nLe four est réparé."),
    ],
    ids=["plain", "both", "html", "empty plain"],
)
def test_the_message_is_read_without_signature_and_quote_marks(tmp_path, mail, text):
    assert texts(load(tmp_path, mail)) == text


def test_attachments_are_named_and_left_out(tmp_path):
    document = load(tmp_path, make_mail(attach=("devis été.pdf", "plan.pdf")))

    assert [str(remark) for remark in document.remarks] == [
        "Attachments were left out: devis été.pdf, plan.pdf."
    ]
    assert "PDF" not in texts(document)


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("us-ascii", "utf-8"),
        ("utf-8", "cp1252"),
        ("x-none", "utf-8"),
    ],
)
def test_accents_survive_a_charset_that_is_wrong(tmp_path, charset, encoding):
    head = f"From: a@example.com\nSubject: x\nContent-Type: text/plain; charset={charset}\n"
    data = head.encode() + b"Content-Transfer-Encoding: 8bit\n\n" + "C'est réparé.".encode(encoding)

    assert texts(load(tmp_path, data)) == "C'est réparé."


ENCRYPTED = b"From: a@example.com\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\nabc\n--x--\n"
DEEP = b"From: a@example.com\n" + b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Only a text, no headers at all.", "no e-mail"),
        (ENCRYPTED, "is encrypted"),
        (b"From: a@example.com\nSubject: Nothing\n\n", "holds no text"),
        (DEEP, "more than 2000 parts"),
        (b"From: a@example.com\nContent-Type: text/plain; charset=\xff\xfe\n\n\0\0\0", "binary|damaged"),
    ],
    ids=["text", "encrypted", "empty", "nested", "binary"],
)
def test_what_is_no_readable_mail_is_refused_with_a_sentence(tmp_path, data, reason):
    with pytest.raises(UnreadableFile, match=reason):
        load(tmp_path, data)

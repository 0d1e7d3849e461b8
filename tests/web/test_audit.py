import re

from onrecord.web.audit import audit_html, audit_view
from tests import audits


def test_a_card_stands_beside_the_part_in_which_its_words_begin() -> None:
    blocks = audit_view(audits.audit()).blocks

    assert [len(block.cards) for block in blocks] == [1, 2, 2]
    assert [card.number for block in blocks for card in block.cards] == [1, 2, 3, 4, 5]
    assert audit_view(audits.audit()).general == ()


def test_marks_hold_the_words_of_the_claims() -> None:
    page = audit_html(audits.audit())
    marks = re.findall(r'<mark class="claim (\w+) [^>]*>([^<]*)</mark>', page)

    assert ("wrong", "We will trade a single village.") in marks
    assert ("sound", "The harbour is closed") in marks
    assert ("wrong", "July 1, 2018") in marks


def test_the_page_needs_no_other_file_and_runs_nothing_of_the_text() -> None:
    page = audit_html(audits.audit())

    assert "<b>July" not in page
    assert "&lt;b&gt;" in page
    assert not re.search(r"<(?:link|img|iframe)|src=|url\(|@import", page)


def test_every_number_leads_to_a_card_and_back() -> None:
    page = audit_html(audits.audit())

    for number in range(1, 6):
        assert f'id="n-{number}"' in page
        assert f'href="#r-{number}"' in page


def test_the_words_around_evidence_are_whole() -> None:
    page = audit_html(audits.audit())

    around = re.findall(r'<span class="around">([^<]*)</span>', page)
    assert around
    assert not [words for words in around if re.search(r"^…\S|\S…$", words)]

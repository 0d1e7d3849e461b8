"""Whole paragraphs as the shipped encoder reads them, with what the form of a text decides."""

import pytest

from tests.extraction.marking import marked, plain, read_by_encoder


@pytest.mark.parametrize(
    "expected",
    [
        # a quotation that runs on, and the next speaker's
        "[content “We will not close the harbour,”] [source Vale] [cue said]. [content “Karsia can "
        "send whatever notes it likes. We stay.”]\n\n"
        "[content2 “That is a dangerous answer,”] [source2 Oren Sarrow, the Karsian foreign "
        "minister,] [cue2 told] reporters in Ostrin. [content2 “It will cost Velland dearly.”]",
        # three speakers, each with the cue before the name
        "[content “The dam is safe,”] [cue said] [source Vale].\n\n"
        "[content2 “The dam is a ruin,”] [cue2 said] [source2 Sarrow].\n\n"
        "[content3 “Nobody asked the engineers,”] [cue3 said] [source3 Lio Aldous].",
        # a speech of several paragraphs, only the last of which is closed
        "The envoy began slowly. [content “When I came to Ostrin there was no bridge,”] "
        "[source he] [cue said].\n\n"
        "[content “There was a ferry, and on some days not even that.]\n\n"
        "[content “You built the bridge. Do not burn it.”]\n\n"
        "Sarrow did not answer.",
        # no quotation marks at all
        "[source Vale] [cue said] [content the treaty was dead]. [source2 Her deputy] "
        "[cue2 denied] [content2 that talks had begun].",
        # a letter
        'Sarrow: Velland must choose\n\n'
        '[content "The choice is simple,"] [source Sarrow] [cue wrote]. '
        '[content "Either the treaty holds or the border does."]',
        # pull quotes of readers, under their own names
        "Three letters reached the paper.\n\n"
        "[content “It is a ruin. Everybody in Brenn knows that.”] [cue ―] [source Iris Colman]\n"
        "[content2 “I would not sleep below it.”] [cue2 ―] [source2 Tom Brenn, Ostrin]",
        # a transcript in the middle of a report
        "Partial transcript as follows:\n\n"
        '"[source SARROW][cue :] [content Will you meet the envoy?]\n\n'
        '"[source2 VALE][cue2 :] [content2 I told you that I will not.]\n\n'
        "The talk was aired on Sunday.",
    ],
)  # fmt: skip
def test_whole_paragraphs_of_news(expected: str) -> None:
    text = plain(expected)

    assert marked(text, read_by_encoder(text)) == expected

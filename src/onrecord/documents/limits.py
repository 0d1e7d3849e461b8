"""How much of a source is looked at: what nobody writes is refused in one line, not read.

A packed file says nothing of what it unpacks to, a page nothing of how deep it goes. What a
reader holds at once is bounded here, so that one source costs half a gigabyte at the most;
tables and archives, of which a row or a page is held at a time, may be of any size.
`tests/test_junk.py` tries the bounds.
"""

HEAD_BYTES = 65_536
"""What a source is known by."""
WHOLE_BYTES = 16_000_000
"""The most that one text, page or row may have; War and Peace has 3,300,000."""
PACKED_BYTES = 200_000_000
"""The most that a PDF or a Word file may have; most of theirs are pictures."""
BODY_BYTES = 64_000_000
"""The most that the body of a Word file may unpack to."""
MOST_TIMES = 100
"""How many times its size a packed source may be; prose comes to 4, tables of it to 20."""
MOST_LINES = 200_000
"""Lines of one text; the Bible has 100,000."""
MOST_TAGS = 100_000
"""Opening brackets of a web page; the longest live reports have some 20,000."""
MOST_ATTRIBUTES = 10_000
"""Words between the brackets of a tag, for each is compared with all others."""
MOST_PAGES = 20_000
"""Pages of a PDF; the longest laws have some 5,000."""
PAGE_BYTES = 4_000_000
"""Drawing instructions of one page of a PDF; a page of dense print has 20,000."""
PDF_BYTES = 100_000_000
"""Drawing instructions of a PDF in all."""

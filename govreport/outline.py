"""The outline of a page: body, head matter, sections with roles, annexes and attached lists.

page → headings → year of delivery → roles → head matter: the year decides what a heading such as
2031年主要工作 is about, the roles decide which years are reviewed and planned.
"""

from __future__ import annotations

from govreport.head import lines_of, portal_year, read_head, read_year
from govreport.headings import read_headings, sections
from govreport.page import read_page
from govreport.records import Notice, Outline


def read_outline(text: str) -> Outline:
    """The outline of a text; what it does not say is None or empty, and no text raises.

    >>> shape = read_outline(
    ...     "政府工作报告\\n——2032年1月8日在云川县第九届人民代表大会第二次会议上\\n县长 李明\\n"
    ...     "一、2031年工作回顾\\n过去一年，产值增长。\\n二、2032年工作安排\\n今年要稳中求进。"
    ... )
    >>> shape.head.region, shape.head.level, shape.head.year, shape.head.review, shape.head.plan
    ('云川县', 'county', 2032, '2031', '2032')
    >>> [(section.title, section.role) for section in shape.sections]
    [('2031年工作回顾', 'review'), ('2032年工作安排', 'plan')]
    """
    page = read_page(text)
    headings = read_headings(text, page)
    lines = lines_of(text, page.body.start, page.zone)
    outside = lines_of(text, 0, page.body.start)
    year = read_year(text, page, lines, headings, outside)
    found = sections(text, headings, year, page.annexes, page.attached)
    head = read_head(text, page, lines, found, year, outside)
    notices = (*page.notices, *year_notices(year, portal_year(outside)))
    return Outline(head, found, page.annexes, page.attached, notices)


def year_notices(year: int | None, portal: int | None) -> tuple[Notice, ...]:
    """What is worth a look about the year: none found, or another in the page's title.

    >>> [notice.message for notice in year_notices(2032, 2031)]
    ['网页标题写的是 2031 年，报告本身是 2032 年的，以报告为准']
    """
    if year is None:
        return (Notice("year-unknown", "文中没有写明是哪一年的报告，年份留空"),)
    if portal and portal != year:
        return (Notice("title-year", f"网页标题写的是 {portal} 年，报告本身是 {year} 年的，以报告为准"),)
    return ()

"""Head matter: title, region, level, session, date, speaker, and the years a report reviews and plans.

The lines above the salutation say most of it; the page round the report is asked only for what they
leave out. The year of delivery comes from the dated subtitle or the headings before any portal's title,
which is often a year off.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from govreport.headings import (
    FLAT,
    PLAN_PERIOD,
    Heading,
    calendar,
    contents,
    number,
    plan_span,
    title_role,
    years_in,
)
from govreport.page import CAPTION, TITLE, Page
from govreport.paragraphs import paragraphs
from govreport.records import Head, Level, Section, Span

NUMERAL = "一二三四五六七八九十百"
OFFICES = "省长|市长|区长|县长|州长|旗长|盟长|镇长|乡长|总理|主席|主任|专员|行政长官"
NAME = r"[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff·]{1,12}|[\u4e00-\u9fff]{2,4}"
SPEAKER = re.compile(rf"(?:{OFFICES})[：:]?\n?({NAME})(?=\n|[（(]|各位|同志|—|\d|$)")
SIGNED = re.compile(rf"[（(][\d{NUMERAL}〇○零]+年\d+月\d+日[，,]?({NAME})[）)]")
SPOKEN = re.compile(
    rf"(?:{OFFICES})([\u4e00-\u9fff·]{{2,8}}?)(?:同志)?(?:代表\w{{2,14}})?(?:在[^\n]{{4,40}}上)?(?:向大会)?所?作"
)
REPORTER = re.compile(rf"报告人[：:](?:[^\n]*?(?:{OFFICES}))?({NAME})(?=\n|$)")
# The surnames of most people; asked only of a line that is nothing but a name.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易"
    "乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴"
    "蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂"
)
NAME_LINE = re.compile(rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}(?<![市县区省报网社局台栏])$")
_SESSION = rf"第?[{NUMERAL}\d]{{1,4}}届"
MEETING = re.compile(
    rf"""([^在\n—―\-。，、：:；（()）\d]{{0,30}} {_SESSION} (?:全国)? (?:人民代表大会|人大)
    (?:常务委员会|常委会)? 第?[{NUMERAL}\d]{{1,4}}次 (?:全体)? 会议)""",
    re.VERBOSE,
)
# The session in a running sentence counts only where it is said to have been convened: reports name
# last year's session too (完成了县第九届人民代表大会第二次会议确定的任务).
CONVENED = re.compile(rf"召开的[^。，]{{0,24}}{_SESSION}")
_YEAR = r"[12１２][09０９]\d\d|[一二][九〇○零O0ОＯ][〇○零O0ОＯ一二三四五六七八九]{2}"
DATE = re.compile(rf"({_YEAR})年([\d{NUMERAL}]{{1,3}})月([\d{NUMERAL}]{{1,3}})日")
SUBTITLE = re.compile(rf"[—―\-（(]*({_YEAR})年.{{0,6}}在|[—―\-（(]+({_YEAR})年")
# 2031年01月09日 on a line of its own is when the portal published the page.
PADDED = re.compile(r"\d{4}年\d\d月\d\d日[\d:：]{0,8}.{0,3}$")
PORTAL = re.compile("时间|发布|来源|点击")

MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
UNIT = "特别行政区|自治区|自治州|自治县|自治旗|新区|林区|特区|矿区|地区|省|市|盟|县|区|旗|街道|镇|乡|州"
UPPER = re.compile(r".{2,12}?(?:省|自治区|自治州|地区|盟|市|县|区)(?=.{2,}$)")
PLACE = re.compile(rf"[\u4e00-\u9fff]{{1,12}}(?:{UNIT})$")
GOVERNMENT = re.compile(rf"([\u4e00-\u9fff]{{2,24}}?(?:{UNIT}))(?:人民)?政府")
TITLED = re.compile(rf"([\u4e00-\u9fff]{{2,16}}?(?:{UNIT}))(?:\w{{4}}年)?(?:人民)?政府工作报告")
OFFICIAL = re.compile(rf"—*([\u4e00-\u9fff]{{2,24}}?(?:{UNIT}))(?:代|常务副|副)?(?:{OFFICES})")
# What can stand before a place's name: a year in Chinese numerals, a verb, what the page calls its source.
BEFORE_PLACE = re.compile(
    r"^.*(?:来源|单位|机构|主办|所有|会议上|代表|关于|网|我受|[一二][九〇○零O0ОＯ][〇○零O0ОＯ一二三四五六七八九]{2}年|年(?=..))"
)
GENERIC = re.compile(
    "[全我本各该原由受现上]|中国|中华|人民|政府|(?:城|县|园|社|山|灾|老|小|新|景|校|地|库|城乡|县城|强|特)[市县区]$"
)
FRIENDS = re.compile(
    r"(?:支持|关心|参与|关注)[、和与]?(?:支持|关心|参与)?([\u4e00-\u9fff]{1,5}[县市区旗州])(?:的?(?:改革|发展|建设|各项|经济))"
)
# 在江东市委、市政府和云川市委的领导下: who leads says where the place stands.
CHAIN = re.compile(
    r"""(省|市|区党|州|盟|地)委、?[\u4e00-\u9fff]{0,3}?政府(?:的?坚强领导)?(?:和|、|及|以及)
    [\u4e00-\u9fff]{0,5}?(市|县|区|旗|州|盟|地)委""",
    re.VERBOSE,
)
SUPERIOR = re.compile(r"(?<=[，。、；：在和照据])([\u4e00-\u9fff]{2,3})市委")
LEVELS: tuple[tuple[re.Pattern[str], Level], ...] = (
    (re.compile(".*(?:省|自治区|特别行政区)$"), "province"),
    (re.compile(".*(?:自治州|地区|盟|州)$"), "city"),
    (re.compile(".*(?:县|旗|区)$"), "county"),
    (re.compile(".*(?:镇|乡|街道)$"), "township"),
)
OWN: tuple[tuple[re.Pattern[str], Level], ...] = (
    (re.compile("全省|我省"), "province"),
    (re.compile("全市|我市"), "city"),
    (re.compile("全县|我县|全旗|我旗"), "county"),
    (re.compile("全镇|我镇|全乡|我乡"), "township"),
)
DISTRICTS = re.compile("县（?市?、?区|县区|区县")

PLANNED = re.compile("安排|任务|目标|重点|要求|打算|建议|思路|部署|措施|举措|主要工作$|年工作$")
REVIEWED = re.compile("回顾|总结|情况|成就|成绩|主要工作和")
YEARS_BACK = re.compile(rf"过去的?([{NUMERAL}]|\d)年|([{NUMERAL}])年来|成就的([{NUMERAL}])年")
AHEAD = re.compile(rf"(?:今后|未来)的?([{NUMERAL}])(?:到[{NUMERAL}])?年")
ONE_BACK = re.compile("过去的?这?一年|刚刚过去|一年来|去年|这一年")
# Beside a five-year span only these say that the last year is reviewed by itself: 去年 or 2031年，产值…
# open sentences of the five years too.
ONE_BACK_CLEARLY = re.compile("过去的?这?一年|刚刚过去")
BY_ITSELF = re.compile(r".?.{4,8}?年[，是](?!.{0,30}\d)")
SENTENCE = re.compile("[。！]")
THIS_YEAR = re.compile("今年|本年")
ADDRESS = re.compile("(?:各位代表|同志们)[！!，,：:]?")


def lines_of(text: str, start: int, end: int) -> list[str]:
    """The lines of a stretch without white space (程　杰 is one name); ?? counts as white space.

    >>> lines_of("县长?? 李　明\\n\\n各位", 0, 12)
    ['县长李明', '各位']
    """
    bare = (re.sub(r"[\s?]|&nbsp;", "", raw) for raw in text[start:end].split("\n"))
    return [line for line in bare if line]


def read_title(text: str, page: Page) -> str | None:
    """The title line at the head of the report, else the page's, as printed."""
    for start, stop in ((page.body.start, page.zone), (0, page.body.start)):
        for block in paragraphs(text, start, stop):
            found = TITLE.search(text, block.start, block.end)
            if not found or CAPTION.search(text, block.start, block.end):
                continue
            line = re.sub(r"^(?:标题|题目|资料|内容摘要)\s*[：:]\s*", "", text[block.start : found.end()])
            if len(line) <= 60 and not re.search("在|。|点击|当前", line):
                return line.strip("《》 \u3000")
    return None


def read_speaker(lines: Sequence[str], page: str) -> str | None:
    """The name of who speaks, without office.

    >>> read_speaker(["——2031年1月8日在云川县第九届人民代表大会上", "云川县人民政府县长李明"], "")
    '李明'
    >>> read_speaker(["云川县县长李明作政府工作报告。本报记者王方摄"], "")
    '李明'
    """
    zone = "\n".join(line for line in lines if not CAPTION.search(line) and not PORTAL.match(line))
    joined = zone.replace("\n", "")
    for pattern, where in ((SPEAKER, zone), (SIGNED, zone), (SPEAKER, joined), (SPOKEN, "\n".join(lines))):
        if found := pattern.search(where):
            # 县长李明　李明作报告, pasted together, names him twice.
            name = re.split(OFFICES, found[1])[-1]
            return name[: len(name) // 2] if re.fullmatch(r"(.{2,})\1", name) else name
    named = next((line for line in lines if NAME_LINE.match(line)), None)
    if named:
        return named
    found = REPORTER.search(page)
    return found[1] if found else None


def read_meeting(zone: str) -> str | None:
    """The session without 在 and 上.

    >>> read_meeting("2031年1月8日在云川县第九届人民代表大会第二次会议上")
    '云川县第九届人民代表大会第二次会议'
    """
    found = MEETING.search(zone)
    return re.sub(r"^.*(?:召开的?|举行的?|报告)", "", found[1]).lstrip("日") if found else None


def read_date(lines: Sequence[str]) -> str | None:
    """The day of delivery as ISO 8601; a zero-padded date on a line of its own is the portal's.

    >>> read_date(["2031年01月09日", "（2031年1月8日）"]), read_date(["二○三一年一月十八日"])
    ('2031-01-08', '2031-01-18')
    """
    own = [line for line in lines if not PADDED.match(line) and not PORTAL.match(line)]
    for line in (*own, "".join(own)):
        if found := DATE.search(line):
            month, day = number(found[2]), number(found[3])
            if 1 <= month <= 12 and 1 <= day <= 31:
                return f"{calendar(found[1])}-{month:02}-{day:02}"
    return None


def short_name(place: str) -> str:
    """The place without the units above it.

    >>> [short_name(place) for place in ("江东市云川县", "内蒙古自治区", "济南市市中区", "常德市津市市")]
    ['云川县', '内蒙古自治区', '市中区', '津市市']
    """
    while found := UPPER.match(place):
        place = place[found.end() :]
    return place


def places(
    text: str, meeting: str | None, lines: Sequence[str], body: Span, page: Sequence[str]
) -> Iterator[str]:
    """What may name the place, the surest first: session, official, the report's words, the page's title."""
    if meeting:
        yield re.split(_SESSION, meeting)[0]
    for line in lines:
        yield from (found[1] for found in (OFFICIAL.match(line),) if found)
        yield from GOVERNMENT.findall(line)
        yield from TITLED.findall(line)
    opening = re.sub(r"\s", "", text[body.start : body.start + 600])
    yield from re.findall(rf"代表([\u4e00-\u9fff]{{2,20}}?(?:{UNIT}))(?:人民)?政府", opening)
    for line in page:
        yield from TITLED.findall(line)
    yield from FRIENDS.findall(text, body.start, body.end)


def read_region(
    text: str, meeting: str | None, lines: Sequence[str], body: Span, page: Sequence[str]
) -> str | None:
    """The place whose government reports, by its short official name."""
    opening = text[body.start : body.start + 600]
    if (meeting and "届全国" in meeting) or "国务院总理" in "".join(lines) or "代表国务院" in opening:
        return "全国"
    for source in places(text, meeting, lines, body, page):
        name = short_name(BEFORE_PLACE.sub("", source))
        if PLACE.match(name) and name not in UNIT and not GENERIC.match(name):
            return name
    return confirmed(text, body, page)


def confirmed(text: str, body: Span, page: Sequence[str]) -> str | None:
    """The government that the page's navigation names, where the report itself speaks of that place.

    Navigation runs words together (登录注册云川市人民政府), so the name is the longest ending of what stands
    before 人民政府 that the report uses at least twice.
    """
    own = level_of_chain(text, body)
    for line in page:
        for source in GOVERNMENT.findall(line):
            unit = re.search(rf"(?:{UNIT})$", source)
            stem = source[: unit.start()] if unit else ""
            for length in range(min(len(stem), 6), 1, -1):
                name = stem[-length:] + (unit[0] if unit else "")
                if text.count(stem[-length:], body.start, body.end) >= 2:
                    fits = own is None or name.endswith("市") or level_of_name(name) == own
                    if fits and not (own == "city" and level_of_name(name) == "province"):
                        return name
                    break
    return None


def level_of_name(region: str) -> Level | None:
    """The level that a place's name states; 市 leaves it open but for the municipalities.

    >>> level_of_name("云川县"), level_of_name("天津市"), level_of_name("云川市")
    ('county', 'province', None)
    """
    if region == "全国":
        return "state"
    if region in MUNICIPALITIES:
        return "province"
    return next((level for pattern, level in LEVELS if pattern.match(region)), None)


def read_level(text: str, body: Span, region: str | None, meeting: str | None) -> Level | None:
    """The level of government, from the region's name and, where that leaves it open, the text's words."""
    if region and (level := level_of_name(region)):
        return level
    if level := level_of_chain(text, body):
        return level
    if not region:
        return level_of_words(text, body)
    if meeting and re.search(rf"市{region}", meeting):
        return "county"
    own = region[:-1]
    others = {
        name for name in SUPERIOR.findall(text, body.start, body.end) if name[0] not in "我全及省和与各"
    }
    if any(name not in own and own not in name for name in others):
        return "county"
    return "city" if text.find("省委", body.start, body.end) >= 0 else None


def level_of_chain(text: str, body: Span) -> Level | None:
    """The level that 在市委、市政府和县委的领导下 tells."""
    for above, own in CHAIN.findall(text, body.start, body.end):
        if own in "县旗" or (own in "市区" and above in "市州盟地"):
            return "county"
        if own in "市州盟地":
            return "city"
    return None


def level_of_words(text: str, body: Span) -> Level | None:
    """The level that 全省, 全县 … tell where one of them prevails; 全市 alone leaves city and county open.

    Three mentions at least: a report speaks of its place a hundred times.
    """
    count, level = max(
        ((len(pattern.findall(text, body.start, body.end)), level) for pattern, level in OWN),
        key=lambda pair: pair[0],
    )
    if count < 3:
        return None
    if level != "city":
        return level
    above = text.find("省委", body.start, body.end) >= 0
    return "city" if above and DISTRICTS.search(text, body.start, body.end) else None


def portal_year(outside: Sequence[str]) -> int | None:
    """The year in the page's title of the report.

    >>> portal_year(["首页", "2031年云川县政府工作报告", "2032年01月28日"])
    2031
    """
    return next((named for line in outside if TITLE.search(line) for _, named in years_in(line)), None)


def read_year(
    text: str, page: Page, lines: Sequence[str], headings: Sequence[Heading], outside: Sequence[str]
) -> int | None:
    """The year of delivery: the dated subtitle, else the headings, else the page, else the text."""
    if date := read_date(lines):
        return int(date[:4])
    for line in lines:
        if not PADDED.match(line) and not PORTAL.match(line) and (found := SUBTITLE.match(line)):
            return calendar(found[1] or found[2])
    portal = portal_year(outside)
    titles = [heading.title for heading in headings] or list(contents(text, page.body))
    planned = [named for title in titles for _, named in years_in(title) if PLANNED.search(title)]
    reviewed = [named + 1 for title in titles for _, named in years_in(title) if REVIEWED.search(title)]
    said = [*planned[:1], *([max(reviewed)] if reviewed else [])]
    # A portal is off by a year, not by more: what is further off is a misprint in the heading.
    if near := [named for named in said if portal is None or abs(named - portal) <= 1]:
        return near[0]
    own = [named for line in lines for _, named in years_in(line) if not PADDED.match(line)]
    if own:
        return own[0]
    if portal:
        return portal
    if said:
        return said[0]
    opened = Counter(
        calendar(found[1])
        for block in page.blocks
        if (found := re.compile(rf"({_YEAR})年(?:，我们将|是|，?(?:主要|预期)目标)").match(text, *block))
    )
    return max(opened) if opened else None


def read_review(
    text: str, parts: Sequence[Span], titles: Sequence[str], year: int, blocks: Sequence[Span]
) -> str | None:
    """The year or span of years that the review parts review.

    One year where a heading or a paragraph takes it up by itself, even beside a span.
    """
    last = year - 1
    span = next((found for title in titles if (found := span_before(title, year))), None)
    if any(any(named == last for _, named in years_in(title)) or ONE_BACK.search(title) for title in titles):
        return str(last)
    openings = list(openings_of(text, parts, blocks))
    words = ONE_BACK_CLEARLY if span else ONE_BACK
    for opening in openings:
        back = words.search(opening)
        if back and back.start() <= 2 and "五年" not in opening[: back.end() + 6]:
            return str(last)
        if any(at <= 1 and named == last for at, named in years_in(opening[:8])) and (
            not span or BY_ITSELF.match(opening)
        ):
            return str(last)
    if span:
        return span
    return next((found for opening in openings if (found := span_before(opening[:30], year))), None)


def span_before(words: str, year: int) -> str | None:
    """The span of years before ``year`` that the words name.

    >>> span_before("过去五年工作回顾", 2033), span_before("“十四五”时期发展回顾", 2026)
    ('2028/2032', '2021/2025')
    """
    if found := YEARS_BACK.search(words):
        count = number(next(group for group in found.groups() if group))
        return f"{year - count}/{year - 1}" if 1 < count < 11 else None
    for period in PLAN_PERIOD.finditer(words):
        first, last = plan_span(period[1])
        if last < year:
            return f"{first}/{last}"
    return None


def read_plan(
    text: str, parts: Sequence[Span], titles: Sequence[str], year: int, blocks: Sequence[Span]
) -> str | None:
    """The year or span of years that the plan parts plan: one year where they take it up by itself."""
    if any(any(named == year for _, named in years_in(title)) or THIS_YEAR.search(title) for title in titles):
        return str(year)
    for opening in openings_of(text, parts, blocks):
        found = THIS_YEAR.search(opening)
        if (found and found.start() <= 2) or any(
            at <= 1 and named == year for at, named in years_in(opening)
        ):
            return str(year)
    for title in titles:
        if found := AHEAD.search(title):
            return f"{year}/{year + number(found[1]) - 1}"
        for period in PLAN_PERIOD.finditer(title):
            first, last = plan_span(period[1])
            if first >= year:
                return f"{first}/{last}"
    said = re.compile(f"今年|本年|{year}年")
    return str(year) if any(said.search(text, part.start, part.end) for part in parts) else None


def openings_of(text: str, parts: Sequence[Span], blocks: Sequence[Span]) -> Iterator[str]:
    """The first words of the paragraphs of the parts, without 各位代表.

    Where line breaks are lost, of the sentences.
    """
    for part in parts:
        for block in blocks:
            if not part.start <= block.start < part.end:
                continue
            yield ADDRESS.sub("", text[block.start : min(block.end, block.start + 70)], count=1)
            if block.end - block.start > FLAT:
                for stop in SENTENCE.finditer(text, block.start, block.end):
                    yield text[stop.end() : stop.end() + 70]


def read_head(
    text: str,
    page: Page,
    lines: Sequence[str],
    sections: Sequence[Section],
    year: int | None,
    outside: Sequence[str],
) -> Head:
    """The head matter of a report whose sections are known; ``outside`` are the page's lines above it."""
    body = page.body
    meeting = read_meeting("".join(lines)) or read_meeting("\n".join(outside))
    if not meeting and CONVENED.search(text, body.start, body.start + 200):
        meeting = read_meeting(re.sub(r"\s", "", text[body.start : body.start + 200]))
    region = read_region(text, meeting, lines, body, outside)
    parts: dict[str, list[Span]] = {"review": [], "plan": []}
    titles: dict[str, list[str]] = {"review": [], "plan": []}
    for section in sections:
        if section.role in parts and section.level <= 2:
            titles[section.role].append(section.title)
            if section.level == 1:
                parts[section.role].append(Span(section.start, section.end))
    if not (parts["review"] or parts["plan"]):
        parts = {"review": [body], "plan": [body]}
        for title in contents(text, body):
            titles.get(title_role(title, year) or "", []).append(title)
    date = read_date(lines)
    late = int(date is not None and year is not None and date[:4] == str(year) and date[5:7] >= "10")
    about = year + late if year else None  # before the year is out: 今年 is reviewed, 明年 planned
    review = read_review(text, parts["review"], titles["review"], about, page.blocks) if about else None
    return Head(
        title=read_title(text, page),
        region=region,
        level=read_level(text, body, region, meeting),
        year=year,
        review=review or (str(year) if late else None),
        plan=read_plan(text, parts["plan"], titles["plan"], about, page.blocks) if about else None,
        meeting=meeting,
        date=date,
        speaker=read_speaker(lines, "\n".join(outside)),
        body=body,
    )

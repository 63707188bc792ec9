"""Head matter: title, region, level, session, date, speaker, and the years a report reviews and plans.

The lines above the salutation say most of it; the page round the report is asked only for what they
leave out. The year of delivery comes from the dated subtitle or the headings before any portal's title,
which is often a year off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport.headings import PLAN_PERIOD, Heading, calendar, number, plan_span, years_in
from govreport.page import SALUTATION, TITLE
from govreport.paragraphs import paragraphs
from govreport.records import Head, Level, Section, Span

NUMERAL = "一二三四五六七八九十百"
OFFICES = "省长|市长|区长|县长|州长|旗长|盟长|镇长|乡长|总理|主席|主任|专员|行政长官"
NAME = r"[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff·]{1,12}|[\u4e00-\u9fff]{2,4}"
SPEAKER = re.compile(rf"(?:{OFFICES})[：:]?\n?({NAME})(?=\n|[（(]|各位|同志|—|$)")
SIGNED = re.compile(rf"[（(][\d０-９{NUMERAL}〇○零]+年\d+月\d+日[，,]?({NAME})[）)]")
REPORTER = re.compile(rf"报告人[：:](?:[^\n]*?(?:{OFFICES}))?({NAME})(?=\n|$)")
# The hundred surnames of most people; asked only of a line that is nothing but a name.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛"
    "樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆"
    "蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂"
)
NAME_LINE = re.compile(rf"^[{SURNAMES}][\u4e00-\u9fff]{{1,3}}$")
MEETING = re.compile(
    rf"""([^在\n—―\-。，、：:；（()）\d０-９]{{0,30}}
    第?[{NUMERAL}\d０-９]{{1,4}}届(?:全国)?(?:人民代表大会|人大) (?:常务委员会|常委会)?
    第?[{NUMERAL}\d０-９]{{1,4}}次(?:全体)?会议)""",
    re.VERBOSE,
)
_Y = r"[12１２][09０９]\d\d|[一二][九〇○零O0ОＯ][〇○零O0ОＯ一二三四五六七八九]{2}"
DATE = re.compile(rf"({_Y})年([\d{NUMERAL}]{{1,3}})月([\d{NUMERAL}]{{1,3}})日")
PADDED = re.compile(r"^\d{4}年\d\d月\d\d日$")
DATED = re.compile(rf"({_Y})年")

MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
UNIT = "特别行政区|自治区|自治州|自治县|自治旗|新区|林区|特区|矿区|地区|省|市|盟|县|区|旗|街道|镇|乡|州"
PLACE = re.compile(rf"[\u4e00-\u9fff]{{1,12}}?(?:{UNIT})(?![\u4e00-\u9fff])")
UPPER = re.compile(r"^.{2,12}?(?:省|自治区|自治州|地区|盟|市|县|区)(?=.{2,}$)")
GOVERNMENT = re.compile(rf"((?:[\u4e00-\u9fff]{{2,24}}?)(?:{UNIT}))(?:人民)?政府")
TITLED = re.compile(rf"(?:年|^|[：:—\s]|关于)((?:[\u4e00-\u9fff]{{2,12}}?)(?:{UNIT}))(?:{_Y}年)?(?:年)?(?:人民)?政府工作报告")
OFFICIAL = re.compile(rf"^(?:—*)((?:[\u4e00-\u9fff]{{2,24}}?)(?:{UNIT}))(?:代|常务副|副)?(?:{OFFICES})")
GENERIC = re.compile(r"^(?:全|我|本|各|该|原|我们|代表|我代表|由|受|现在)")
# 在江门市委、市政府和鹤山市委的领导下: who leads says where the place stands.
CHAIN = re.compile(
    r"(省|市|区党|州|盟|地)委、?[\u4e00-\u9fff]{0,3}?政府(?:的?坚强领导)?(?:和|、|及|以及)[\u4e00-\u9fff]{0,5}?(市|县|区|旗|州|盟|地)委"
)
OWN = {
    "province": re.compile("全省|我省"),
    "city": re.compile("全市|我市"),
    "county": re.compile("全县|我县|全旗|我旗"),
    "township": re.compile("全镇|我镇|全乡|我乡"),
}


def lines_of(text: str, start: int, end: int) -> list[str]:
    """The lines of a stretch without any white space in them (程　杰 is one name); ?? counts as white space."""
    return [line for raw in text[start:end].split("\n") if (line := re.sub(r"[\s?\u3000\xa0]|&nbsp;", "", raw))]


def zone_end(text: str, body: Span, first: int) -> int:
    """Where the head matter ends: at the salutation, else at the first heading or sentence."""
    limit = min(first, body.end, body.start + 1500)
    if found := SALUTATION.search(text, body.start, limit):
        return found.start()
    for block in paragraphs(text, body.start, limit):
        if block.end - block.start > 60 or text[block.end - 1] in "。！":
            return block.start
    return limit


def read_title(text: str, body: Span, end: int) -> str | None:
    """The title line at the head of the report, else the page's, as printed."""
    for start, stop in ((body.start, end), (0, body.start)):
        for block in paragraphs(text, start, stop):
            found = TITLE.search(text, block.start, block.end)
            if found and not text.startswith("内容摘要", block.start):
                line = text[block.start : found.end()]
                line = re.sub(r"^(?:标题|题目|资料)\s*[：:]\s*", "", line)
                if len(line) <= 60 and "作政府" not in line and "在" not in line and "。" not in line:
                    return line.strip("《》 \u3000")
    return None


def read_speaker(lines: Sequence[str], page: str) -> str | None:
    """The name of who speaks, without office.

    >>> read_speaker(["——2031年1月8日在云川县第九届人民代表大会第二次会议上", "云川县人民政府县长李四光"], "")
    '李四光'
    """
    zone = "\n".join(line for line in lines if not re.search("记者|摄$|作政府工作报告|来源|通讯员", line))
    for pattern, where in ((SPEAKER, zone), (SIGNED, zone)):
        if found := pattern.search(where):
            return found[1]
    if found := re.search(rf"(?:{OFFICES})({NAME})[（(]", zone.replace("\n", "")):
        return found[1]
    for line in lines:
        if NAME_LINE.match(line):
            return line
    if found := REPORTER.search(page):
        return found[1]
    return None


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
    joined = [line for line in lines if not PADDED.match(line) and not re.match("时间|发布|来源", line)]
    for line in (*joined, "".join(joined)):
        if found := DATE.search(line):
            month, day = (number(found[n]) for n in (2, 3))
            if 1 <= month <= 12 and 1 <= day <= 31:
                return f"{calendar(found[1])}-{month:02}-{day:02}"
    return None


def short_name(place: str) -> str:
    """The place without the units above it.

    >>> short_name("江东市云川县"), short_name("内蒙古自治区"), short_name("恩施土家族苗族自治州恩施市"), short_name("济南市市中区")
    ('云川县', '内蒙古自治区', '恩施市', '市中区')
    """
    while found := UPPER.match(place):
        place = place[found.end() :]
    return place


def read_region(text: str, meeting: str | None, lines: Sequence[str], body: Span, page: str) -> str | None:
    """The place whose government reports, by its short official name."""
    zone = "\n".join(lines)
    opening = re.sub(r"\s", "", text[body.start : body.start + 600])
    if (meeting and "届全国" in meeting) or "国务院总理" in zone or "代表国务院" in opening:
        return "全国"
    sources: list[str] = []
    if meeting:
        sources.append(re.split(r"第?[" + NUMERAL + r"\d０-９]{1,4}届", meeting)[0])
    for line in lines:
        if found := OFFICIAL.match(line):
            sources.append(found[1])
        sources += [found[1] for found in GOVERNMENT.finditer(line)]
        sources += [found[1] for found in TITLED.finditer(line)]
    sources += [found[1] for found in re.finditer(rf"代表([\u4e00-\u9fff]{{2,20}}?(?:{UNIT}))(?:人民)?政府", opening)]
    for line in page.split("\n"):
        sources += [found[1] for found in TITLED.finditer(line)]
    for line in page.split("\n"):
        sources += [found[1] for found in GOVERNMENT.finditer(line) if len(line) < 40]
    for source in sources:
        name = short_name(re.sub(r"^.*(?:来源|单位|机构|主办|版权所有)[：:]?", "", source))
        if re.fullmatch(rf"[\u4e00-\u9fff]{{2,}}?(?:{UNIT})", name) and not GENERIC.match(name) and name not in UNIT.split("|"):
            return name
    return None


def read_level(text: str, body: Span, region: str | None, parents: str | None) -> Level | None:
    """The level of government, from the region's name and, where that leaves it open, the text's words."""
    if region == "全国":
        return "state"
    if region in MUNICIPALITIES:
        return "province"
    for pattern, level in LEVELS:
        if region and pattern.search(region):
            return level
    chains = [(found[1], found[2]) for found in CHAIN.finditer(text, body.start, body.end)]
    if not region or not region.endswith("市"):
        return level_of_chain(chains) or level_of_words(text, body)
    if level := level_of_chain(chains):
        return level
    if parents and parents.endswith("市" + region):
        return "county"
    own = region[:-1]
    superiors = set(re.findall(r"(?<=[，。、；：在和照据])([\u4e00-\u9fff]{2,3})市委", text[body.start : body.end]))
    if any(name not in own and own not in name and name[0] not in "我全及省和与各" for name in superiors):
        return "county"
    if "省委" in text[body.start : body.end]:
        return "city"
    return None


LEVELS: tuple[tuple[re.Pattern[str], Level], ...] = (
    (re.compile("(?:省|自治区|特别行政区)$"), "province"),
    (re.compile("(?:自治州|地区|盟|州)$"), "city"),
    (re.compile("(?:县|旗|区)$"), "county"),
    (re.compile("(?:镇|乡|街道)$"), "township"),
)


def level_of_chain(chains: Sequence[tuple[str, str]]) -> Level | None:
    """The level that 在市委、市政府和县委的领导下 tells: (上级, 本级) pairs in order of the text."""
    for above, own in chains:
        if own in "县旗" or (own in "市区" and above in "市州盟地"):
            return "county"
        if own in "市州盟地":
            return "city"
    return None


def level_of_words(text: str, body: Span) -> Level | None:
    """The level that 全省, 全县 … tell, where one of them prevails; 全市 alone leaves city and county open."""
    counts = {level: len(pattern.findall(text, body.start, body.end)) for level, pattern in OWN.items()}
    level = max(counts, key=lambda name: counts[name])
    if counts[level] < 3:
        return None
    if level == "city":
        inner = text[body.start : body.end]
        return "city" if "省委" in inner and re.search("县（?市?、?区|县区|区县", inner) else None
    return level  # type: ignore[return-value]


def read_year(lines: Sequence[str], headings: Sequence[Heading], text: str, body: Span, page: str) -> int | None:
    """The year of delivery: the dated subtitle, else the headings, else the text, else the page."""
    for line in lines:
        if PADDED.match(line) or re.match("时间|发布|来源|[^—]*政府工作报告$", line):
            continue
        if found := DATED.search(line):
            return calendar(found[1])
    planned = [named for h in headings for _, named in years_in(h.title) if PLANNED.search(h.title)]
    if planned:
        return planned[0]
    reviewed = [named for h in headings for _, named in years_in(h.title) if REVIEWED.search(h.title)]
    if reviewed:
        return max(reviewed) + 1
    named = [y for line in lines for _, y in years_in(line)]
    if named:
        return named[0]
    if found := re.search(rf"今年[（(]?({_Y})年[)）]", text[body.start : body.end]):
        return calendar(found[1])
    counts: dict[int, int] = {}
    for found in re.finditer(rf"(?:^|\n\s*|。)({_Y})年，?(?:是|我们将|要|全[省市县区].{{0,12}}(?:目标|要求))", text[body.start : body.end]):
        counts[calendar(found[1])] = counts.get(calendar(found[1]), 0) + 1
    for line in page.split("\n"):
        if TITLE.search(line) and (years := years_in(line)):
            return years[0][1]
    return max(counts) if counts else None


PLANNED = re.compile("安排|任务|目标|重点|要求|打算|建议|思路|部署|措施|举措|主要工作$|年工作$")
REVIEWED = re.compile("回顾|总结|情况|成就|成绩|主要工作和")

YEARS_BACK = re.compile(rf"过去的?([{NUMERAL}]|\d)年|([{NUMERAL}])年来|过去的?([{NUMERAL}])年")
AHEAD = re.compile(rf"(?:今后|未来)的?([{NUMERAL}])(?:到[{NUMERAL}])?年")
ONE_BACK = r"过去的?这?一年|刚刚过去|一年来|去年|这一年"
THIS_YEAR = r"今年|本年"


def read_review(text: str, parts: Sequence[Span], titles: Sequence[str], year: int) -> str | None:
    """The year or span of years that the review parts review."""
    last = year - 1
    single = re.compile(rf"{ONE_BACK}")
    if any(any(named == last for _, named in years_in(title)) or single.search(title) for title in titles):
        return str(last)
    if opens_with(text, parts, single, last):
        return str(last)
    for title in titles:
        if found := YEARS_BACK.search(title):
            count = number(next(group for group in found.groups() if group))
            return f"{year - count}/{last}" if count > 1 else str(last)
        for named in PLAN_PERIOD.finditer(title):
            first, final = plan_span(named[1])
            if final < year:
                return f"{first}/{final}"
    for part in parts:
        for block in paragraphs(text, part.start, min(part.end, part.start + 1500)):
            head = text[block.start : min(block.end, block.start + 60)]
            if found := re.search(r"五年来|五年|过去的?([三四五六])年", head):
                count = number(found[1]) if found[1] else 5
                return f"{year - count}/{last}"
            for named in PLAN_PERIOD.finditer(head):
                first, final = plan_span(named[1])
                if final < year:
                    return f"{first}/{final}"
    return None


def read_plan(text: str, parts: Sequence[Span], titles: Sequence[str], year: int) -> str | None:
    """The year or span of years that the plan parts plan."""
    this = re.compile(THIS_YEAR)
    if any(any(named == year for _, named in years_in(title)) or this.search(title) for title in titles):
        return str(year)
    if opens_with(text, parts, this, year):
        return str(year)
    for title in titles:
        if found := AHEAD.search(title):
            return f"{year}/{year + number(found[1]) - 1}"
        for named in PLAN_PERIOD.finditer(title):
            first, final = plan_span(named[1])
            if first >= year:
                return f"{first}/{final}"
    if any(this.search(text, part.start, part.end) for part in parts):
        return str(year)
    return None


def opens_with(text: str, parts: Sequence[Span], words: re.Pattern[str], year: int) -> bool:
    """Whether a paragraph of the parts opens with one of the words or with the year itself."""
    for part in parts:
        for block in paragraphs(text, part.start, part.end):
            head = re.sub(r"^(?:各位代表|同志们)[！!，,：:]?", "", text[block.start : min(block.end, block.start + 24)])
            if (found := words.search(head)) and found.start() <= 2:
                return True
            if any(at <= 1 and named == year for at, named in years_in(head)):
                return True
    return False


def read_head(
    text: str, body: Span, lines: Sequence[str], zone: int, sections: Sequence[Section], year: int | None
) -> Head:
    """The head matter of a report whose sections are known."""
    page = "\n".join(lines_of(text, 0, body.start))
    joined = "".join(lines)
    meeting = read_meeting(joined)
    if not meeting:
        opening = re.sub(r"\s", "", text[body.start : body.start + 200])
        meeting = read_meeting(page) or (read_meeting(opening) if "会议" in opening else None)
    region = read_region(text, meeting, lines, body, page)
    prefix = re.split(rf"第?[{NUMERAL}\d]{{1,4}}届", meeting)[0] if meeting else None
    top = [s for s in sections if s.level == 1 and s.role in ("review", "plan")]
    spans = {role: [Span(s.start, s.end) for s in top if s.role == role] for role in ("review", "plan")}
    titles = {
        role: [s.title for s in sections if s.role == role and s.level <= 2] for role in ("review", "plan")
    }
    if not top:
        spans = {"review": [body], "plan": [body]}
    return Head(
        title=read_title(text, body, zone),
        region=region,
        level=read_level(text, body, region, prefix),
        year=year,
        review=read_review(text, spans["review"], titles["review"], year) if year else None,
        plan=read_plan(text, spans["plan"], titles["plan"], year) if year else None,
        meeting=meeting,
        date=read_date(lines),
        speaker=read_speaker(lines, page),
        body=body,
    )

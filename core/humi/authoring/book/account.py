"""The chapters that account for the text: what became of every provision, and where each clause is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from humi.authoring.book.material import Material
from humi.authoring.cases import FILE, Case, read_cases
from humi.authoring.measuring import Measure, Reason, measure, read_reasons
from humi.authoring.normalised import CITED, NOTHING, REASON, REGISTER, account
from humi.errors import InputError
from humi.policy.pack import Pack
from humi.policy.provisions import Provision
from humi.reading.problems import Problems
from humi.values.label import Label
from humi.wording.pages.page import Section
from humi.wording.shape import Line, Node, Row, Span, Table, line
from humi.wording.tree import provision_link

COVERAGE = Label("原文覆盖", "Coverage of the text")
CLAUSES = Label("条款索引", "Index of clauses")
BECAME = {
    CITED: Label("规则引用", "cited by rules"),
    REGISTER: Label("登记，不计算", "kept, not computed"),
    REASON: Label("不设规则，写明理由", "no rule, for a reason"),
    NOTHING: Label("没有交代", "no account"),
}
KINDS = {
    "document": Label("文件信息", "document"),
    "scope": Label("适用范围", "scope"),
    "definition": Label("定义", "definition"),
    "eligibility": Label("条件", "eligibility"),
    "discretion": Label("裁量", "discretion"),
    "procedure_step": Label("程序", "procedure"),
    "phase": Label("阶段", "phase"),
    "milestone": Label("节点", "milestone"),
    "deadline": Label("期限", "deadline"),
    "periodic_duty": Label("定期职责", "periodic duty"),
    "target": Label("目标", "target"),
    "quota": Label("名额", "quota"),
    "structure": Label("组织架构", "structure"),
    "incentive": Label("激励", "incentive"),
    "case_handling": Label("案件办理", "case handling"),
    "consequence": Label("后果", "consequence"),
    "funding": Label("经费", "funding"),
    "duty": Label("职责", "duty"),
}


def coverage(material: Material) -> Section | None:
    """How many provisions became what, how many cases there are, and every provision with what became of it."""
    provisions = material.ledger.provisions.values()
    if not provisions:
        return None
    say, lang = material.say, material.lang
    counted = Counter(account(one, material.citations)["became"] for one in provisions)
    told = [f"{label.text(lang)} {counted[key]}" for key, label in BECAME.items() if counted[key]]
    total = say(f"文件共 {len(provisions)} 条（句）：", f"{len(provisions)} provisions: ") + say("，", ", ").join(told)
    lines = [Node(line(total)), *(Node(line(told)) for told in _proven(material))]
    headings = (say("条款", "Clause"), say("类别", "What it says"), say("去向", "What became of it"))
    table = Table(headings, tuple(_provision(material, one) for one in provisions), grouped=0, spoken=2)
    ledger = Section(say("逐条去向", "Every provision"), "ledger", (table,))
    return Section(COVERAGE.text(lang), "coverage", tuple(lines), (ledger,))


def _proven(material: Material) -> Iterator[str]:
    """How many cases there are, and what they prove, where all of them come out."""
    path, problems, say = material.folder / FILE, Problems(), material.say
    cases = read_cases(path, problems) if path.is_file() else ()
    if not cases:
        return
    yield say(f"规则包附有 {len(cases)} 个案例。", f"The pack has {len(cases)} cases.")
    found = None if problems else _measured(material.pack, cases, read_reasons(path, problems))
    if found is None:
        return
    yield say(
        f"其中 {found.covered}/{found.criteria} 项条件见过各种结果；规则逐处改动 {found.mutants} 次，"
        f"{found.noticed} 次被案例发现。",
        f"They show {found.covered} of {found.criteria} criteria in every way; of {found.mutants} changes of the rules, "
        f"one at a time, they notice {found.noticed}.",
    )
    if found.explained:
        yield say(
            f"另有 {found.explained} 次改动写明了为何没有区别。",
            f"Of {found.explained} more changes it is told why they make no difference.",
        )


def _measured(pack: Pack, cases: Sequence[Case], reasons: Sequence[Reason]) -> Measure | None:
    try:
        return measure(pack, cases, reasons)
    except InputError:
        return None


def _provision(material: Material, one: Provision) -> Row:
    lang = material.lang
    kind = KINDS.get(one.kind, Label(one.kind, one.kind)).text(lang)
    where = line(one.clause, Span(f" 「{one.anchor}」" if one.anchor else "", "quiet"))
    says = line(kind) if lang == "zh" else line(one.statement)
    return Row((where, says, _became(material, one)), (provision_link(one.id),))


def _became(material: Material, one: Provision) -> Line:
    found = account(one, material.citations)
    became = found["became"]
    if became == CITED:
        return material.links(found["by"])
    told = BECAME[became].text(material.lang)
    if became == REASON:
        return line(f"{told}{material.say('：', ': ')}", Span(found["reason"], "english"))
    return line(told)


def clauses(material: Material) -> Section | None:
    """Each clause in the order of the document, with the rules that rest on it."""
    found = tuple(_clauses(material))
    return Section(CLAUSES.text(material.lang), "clauses", found) if found else None


def _clauses(material: Material) -> Iterator[Node]:
    by_clause: dict[str, list[str]] = {}
    for one in material.ledger.provisions.values():
        by_clause.setdefault(one.clause, []).extend(material.citations.get(one.id, []))
    for clause, paths in by_clause.items():
        if paths:
            yield Node(line(Span(clause, "strong"), material.say("：", ": "), material.links(paths)))

"""What was changed in a mutant, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from humi.values.label import Label

if TYPE_CHECKING:
    from humi.authoring.mutation.change import Change

SAID = {
    "flipped": Label("是与否对调", "yes and no are exchanged"),
    "junction": Label("连接词改为 {what}", "the word that joins the parts is another: {what}"),
    "not_dropped": Label("去掉“非”", "without its `not`"),
    "negated": Label("条件取反", "the condition is the opposite"),
    "dropped": Label("去掉这一部分", "without this part"),
    "member": Label("列举中少了一项：{what}", "a member of the list is missing: {what}"),
    "open": Label("列举的开放与封闭对调", "an open list is closed, or a closed one open"),
    "threshold": Label("数值改动：{what}", "another number: {what}"),
    "operator": Label("比较词改动：{what}", "another comparator: {what}"),
    "date": Label("日期改动：{what}", "another day: {what}"),
    "length": Label("期限长短改动：{what}", "another length of time: {what}"),
    "unit": Label("期限单位改动：{what}", "another unit of time: {what}"),
    "amount": Label("数额改动：{what}", "another amount: {what}"),
    "edge": Label("期间的首日与末日对调", "first and last day of the period are exchanged"),
    "roll": Label("不再顺延到工作日", "no longer moved to a working day"),
    "pause": Label("不再扣除中止期间", "the pause counts after all"),
    "once_per": Label("不再去重", "each is counted, not each once"),
    "order": Label("排名方向相反", "ranked the other way round"),
    "reading": Label("少了一种理解", "without one of the readings"),
    "version_moved": Label("版本的起始日期改动：{what}", "the version begins on another day: {what}"),
    "version_dropped": Label("少了一个版本", "without one of the versions"),
    "row_dropped": Label("表中少了这一行", "without this row of the table"),
    "row_earlier": Label("这一行与上一行对调", "this row and the one before it are exchanged"),
    "cell_dropped": Label("不再看这一格", "this cell is no longer looked at"),
    "answer": Label("结论改动：{what}", "another answer: {what}"),
    "answer_order": Label("结论次序改动：{what}", "another order of answers: {what}"),
    "default_dropped": Label("去掉默认结论", "without its default"),
    "policy": Label("命中规则改动：{what}", "another hit policy: {what}"),
    "governs": Label("管辖期间改动：{what}", "another period is governed: {what}"),
    "no_longer_decides": Label("不再作为条件，只作展示", "it no longer decides, it is only shown"),
    "decides": Label("由展示改为条件", "it decides, where it was only shown"),
    "criterion_dropped": Label("去掉这一条件", "without this criterion"),
    "step_dropped": Label("去掉这一步骤", "without this step"),
    "step_earlier": Label("步骤提前一位", "the step comes one earlier"),
    "passed_dropped": Label("步骤不再要求通过", "the step need no longer be passed"),
    "selection_dropped": Label("去掉择优", "without the selection"),
    "validity_dropped": Label("去掉有效期", "without its validity"),
    "governed_by_dropped": Label("不再依据该事件的日期", "no longer governed by the day of the event"),
    "trigger_dropped": Label("去掉触发条件", "without its trigger"),
    "by_dropped": Label("去掉期限", "without its due day"),
    "from_dropped": Label("去掉起日", "without its first day"),
    "to_dropped": Label("去掉止日", "without its last day"),
    "due_moved": Label("到期日改动：{what}", "another due day: {what}"),
    "due_reading": Label("到期日少了一种理解", "without one of the readings of the due day"),
    "amount_dropped": Label("去掉数额", "without its amount"),
    "service_dropped": Label("去掉服务", "without its service"),
    "holders_dropped": Label("不再限于称号持有人", "no longer for holders of the title only"),
    "premise": Label("少了一项前提", "without one of its premises"),
    "kind": Label("种类中少了一项：{what}", "the kind stands for less: {what}"),
    "bound": Label("对象改动：{what}", "for another: {what}"),
}


def told(change: Change) -> Label:
    """The sentence of a change."""
    said = SAID[change.kind]
    return Label(said.zh.format(what=change.what), said.en.format(what=change.what))

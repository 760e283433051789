"""C451 and up: regions as plugins, and the hooks that they implement."""

from __future__ import annotations

from humi.reading.codes.entry import Entry, same
from humi.values.label import Label

PLUGINS: dict[str, Entry] = {
    "C451": Entry(
        "error",
        "地区「{name}」的钩子「{hook}」运行出错：{reason}",
        "the hook `{hook}` of the region `{name}` failed: {reason}",
        same("@hookimpl\ndef humi_duties(self):\n    return {'duties': DUTIES[0]}"),
        same("@hookimpl\ndef humi_duties(self):\n    return {'duties': DUTIES}"),
        Label("一个地区出错，不应影响其他地区", "the failure of one region must not stop the others"),
    ),
    "C452": Entry(
        "error",
        "地区「{name}」的插件是类「{found}」，不是它的对象",
        "the plugin of the region `{name}` is the class `{found}`, not an object of it",
        same("plugin = RegionPlugin"),
        same("plugin = RegionPlugin(__name__)"),
        Label("钩子要在一个对象上调用", "hooks are called on an object"),
    ),
    "C453": Entry(
        "error",
        "地区「{name}」的插件实现了不存在的钩子「{found}」",
        "the plugin of the region `{name}` implements the unknown hook `{found}`",
        same("@hookimpl\ndef humi_fases(self): ..."),
        same("@hookimpl\ndef humi_phases(self): ..."),
        Label("拼错的钩子不会被调用，规则会悄悄缺失", "a misspelt hook is never called: its rules would be missing unnoticed"),
    ),
    "C454": Entry(
        "error",
        "地区「{name}」的插件中，「{found}」没有用「@hookimpl」标记，不会被调用",
        "`{found}` in the plugin of the region `{name}` is not marked with `@hookimpl`, so nothing calls it",
        same("class Lanting(RegionPlugin):\n    def humi_duties(self): ..."),
        same("class Lanting(RegionPlugin):\n    @hookimpl\n    def humi_duties(self): ..."),
        Label(
            "以 humi_ 开头的名称留给钩子；没有标记的钩子会悄悄失效",
            "names that start with humi_ are kept for hooks, and a hook without its mark would be silent",
        ),
    ),
    "C455": Entry(
        "error",
        "地区「{name}」的钩子「{hook}」没有参数「{found}」",
        "the hook `{hook}` of the region `{name}` has no argument `{found}`",
        same("@hookimpl\ndef humi_duties(self, dossier): ..."),
        same("@hookimpl\ndef humi_duties(self): ..."),
        Label(
            "规则不因案卷或其他地区而变，钩子不带参数",
            "rules depend on no dossier and no other region, so hooks take no arguments",
        ),
    ),
    "C456": Entry(
        "error",
        "地区「{name}」的插件没有给出「{hook}」",
        "the plugin of the region `{name}` gives nothing as `{hook}`",
        same("class Lanting:\n    @hookimpl\n    def humi_duties(self): ..."),
        same("class Lanting(RegionPlugin):\n    @hookimpl\n    def humi_duties(self): ..."),
        Label("每个地区都要说明自己是谁、适用于谁", "every region says who it is and to whom it applies"),
    ),
    "C457": Entry(
        "error",
        "地区「{name}」的钩子「{hook}」返回了 {found}，应返回各部分的字典",
        "the hook `{hook}` of the region `{name}` returned {found}, not a dict of sections",
        same("return 'duties'"),
        same("return {'duties': {...}}"),
        Label("钩子返回的内容与 policy.yaml 的写法相同", "a hook returns what would stand in policy.yaml"),
    ),
    "C458": Entry(
        "error",
        "地区「{name}」的钩子「{hook}」给出了「{found}」，它属于「{expected}」",
        "the hook `{hook}` of the region `{name}` gives `{found}`, which belongs to `{expected}`",
        same("def humi_duties(self):\n    return {'phases': {...}}"),
        same("def humi_phases(self):\n    return {'phases': {...}}"),
        Label("每一部分只有一个出处", "every section comes from one hook"),
    ),
    "C459": Entry(
        "error",
        "地区「{name}」的钩子「{hook}」给出了不认识的部分「{found}」",
        "the hook `{hook}` of the region `{name}` gives the unknown section `{found}`",
        same("return {'dutys': {...}}"),
        same("return {'duties': {...}}"),
        Label("不认识的部分会悄悄失效", "an unknown section would be silent"),
    ),
    "C460": Entry(
        "error",
        "「{name}」中的规则属于地区「{found}」",
        "`{name}` holds the rules of the region `{found}`",
        same("# entry point, or folder of a draft: lantin\nregion: {id: lanting, ...}"),
        same("# entry point, or folder of a draft: lanting\nregion: {id: lanting, ...}"),
        Label("按地区编号查找插件和草稿", "plugins and drafts are found by the id of their region"),
    ),
    "C461": Entry(
        "error",
        "有几个插件都叫「{name}」：{found}",
        "several plugins are called `{name}`: {found}",
        Label("两个软件包注册同一个地区", "two packages that register the same region"),
        Label("卸载其中一个", "uninstall one of them"),
        Label("由哪个回答不能由安装次序决定", "which of them answers must not depend on the order of installation"),
    ),
}

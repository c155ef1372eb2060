"""The page learns as little as can be, in both browsers: of a chip and of an open tip it gets no word, no node and no root,
whatever it searches, selects, listens to or styles; who listens with a screen reader gets all of it."""

from __future__ import annotations

from typing import Any

from tests.support.patience import until
from tests.support.scenes import PEOPLE, card, page
from tests.support.stage import OnChromium, Stage, settled

ADA = next(iter(PEOPLE))
WORDS = ("Wait", "until you", "Meet first", "· Example", "Remind me", "Connect Etiquette")
FAMILIES = (
    "system-ui", "sans-serif", "serif", "ui-sans-serif", "ui-serif", "Segoe UI", "Helvetica Neue", "Noto Sans", "Palatino", "Georgia",
    "Iowan Old Style", "Palatino Linotype", "Book Antiqua",
)  # fmt: skip
NAMES = (
    "paper",
    "ink",
    "line",
    "accent",
    "tone-ink",
    "tone-paper",
    "tone-line",
    "hold-paper",
    "hold-ink",
    "hold-line",
    "sans",
    "x",
    "light",
)
LISTENER = """<script>
{
  const seen = globalThis.__seen = { host: [], roots: [], heard: 0 };
  const inRoot = (node) => { try { return node instanceof Node && node.getRootNode() instanceof ShadowRoot; } catch { return false; } };
  for (const key of new Set(Object.keys(HTMLElement.prototype).concat(Object.keys(window), ["onfocusin", "onfocusout", "onDOMMouseScroll"])))
    if (key.startsWith("on"))
      addEventListener(key.slice(2), (event) => {
        seen.heard += 1;
        const host = document.documentElement.lastElementChild;
        if (host.localName === "div" && event.target === host) seen.host.push(event.type);
        for (const name of ["target", "originalTarget", "explicitOriginalTarget", "rangeParent", "relatedTarget", "fromElement", "toElement"])
          if (inRoot(event[name])) seen.roots.push(`${event.type} ${name}`);
        if (event.composedPath().some(inRoot)) seen.roots.push(`${event.type} path`);
      }, true);
}
</script>"""
STYLED = (
    "<style>"
    + "".join(f"@font-face {{ font-family: '{name}'; src: url('/leak/font-{name.replace(' ', '')}'); }}" for name in FAMILIES)
    + "@font-face { font-family: Planted; src: url('/leak/planted'); } .planted { font-family: Planted; }"
    + "".join(f"@property --{name} {{ syntax: '*'; inherits: false; initial-value: url('/leak/property-{name}'); }}" for name in NAMES)
    + "* { " + " ".join(f"--{name}: url('/leak/{name}');" for name in NAMES) + " }"
    + "</style>"
)  # fmt: skip
READ = f"""
  const words = {list(WORDS)!r};
  const found = [];
  const inRoot = (node) => node instanceof Node && node.getRootNode() instanceof ShadowRoot;
  const selection = getSelection();
  const judge = (how) => {{
    const text = String(selection);
    for (const word of words) if (text.includes(word)) found.push(`${{how}} read ${{word}}`);
    for (const node of [selection.anchorNode, selection.focusNode]) if (inRoot(node)) found.push(`${{how}} root`);
  }};
  for (const word of words) {{
    selection.removeAllRanges();
    if (find(word, false, false, true, false, true)) found.push(`find ${{word}}`);
    judge("find");
  }}
  const whole = document.documentElement;
  selection.selectAllChildren(whole);
  judge("all");
  document.execCommand("selectAll");
  judge("execCommand");
  for (const unit of ["character", "word", "line", "documentboundary"]) {{
    selection.collapse(whole, whole.childNodes.length);
    for (let n = 0; n < 40; n++) {{ selection.modify("extend", "backward", unit); judge(`modify ${{unit}}`); }}
    selection.collapse(document.body, 0);
    for (let n = 0; n < 150; n++) {{ selection.modify("extend", "forward", unit); judge(`modify forward ${{unit}}`); }}
  }}
  selection.removeAllRanges();
  for (const [x, y] of POINTS) {{
    for (const options of [undefined, {{ shadowRoots: [] }}])
      if (inRoot(document.caretPositionFromPoint?.(x, y, options)?.offsetNode)) found.push("caretPositionFromPoint");
    if (inRoot(document.caretRangeFromPoint?.(x, y)?.startContainer)) found.push("caretRangeFromPoint");
    if (document.elementsFromPoint(x, y).some(inRoot)) found.push("elementsFromPoint");
  }}
  for (const options of [undefined, {{ shadowRoots: [] }}])
    for (const {{ startContainer, endContainer }} of selection.getComposedRanges?.(options) ?? [])
      if (inRoot(startContainer) || inRoot(endContainer)) found.push("getComposedRanges");
  // Whatever names another element: who owns, labels, opens or is opened by something.
  for (const element of [document, ...document.querySelectorAll("*")])
    for (let kind = Object.getPrototypeOf(element); kind; kind = Object.getPrototypeOf(kind))
      for (const name of Object.getOwnPropertyNames(kind).filter((one) => /Elements?$/.test(one) && one !== "constructor")) {{
        let named = null;
        try {{ named = element[name]; }} catch {{ continue; }}
        if ([named].flat().some(inRoot)) found.push(name);
      }}
  whole.lastElementChild.ariaNotify?.("x");
  const range = document.createRange();
  range.selectNodeContents(whole);
  const sizes = [...range.getClientRects(), ...whole.lastElementChild.getClientRects()];
  range.setEndAfter(document.body);
  const others = new Set([...range.getClientRects()].map(({{ x, y, width, height }}) => `${{x}} ${{y}} ${{width}} ${{height}}`));
  if (sizes.some(({{ x, y, width, height }}) => width > 0 && !others.has(`${{x}} ${{y}} ${{width}} ${{height}}`))) found.push("sizes");
  for (const animation of document.getAnimations()) if (inRoot(animation.effect?.target)) found.push("getAnimations");
  if (words.some((word) => whole.innerText.includes(word) || whole.textContent.includes(word))) found.push("text");
  if (words.some((word) => whole.getHTML({{ serializableShadowRoots: true }}).includes(word))) found.push("html");
  return [...new Set(found)];
"""


def test_no_word_no_node_no_root(stage: Stage) -> None:
    html = page(f"<main>{card(ADA)}<p class='planted'>planted</p><p>needle</p></main>")
    stage.open(html.replace("<head>", f"<head>{LISTENER}").replace("</head>", f"{STYLED}</head>"))
    (chip,) = settled(stage, 1)
    middle = [chip["x"] + chip["width"] / 2, chip["y"] + chip["height"] / 2]
    assert stage.do("return find('needle')") is True, "what is text is found"
    # The pointer comes to the page on the chip.
    stage.hover(*middle)
    stage.hover(20, 600)
    stage.hover(*middle)
    read(stage, [middle])
    stage.click(*middle)
    root = "__roots.findLast((r) => r.mode === 'closed' && r.host.isConnected)"
    tip = f"{root}?.querySelector('.tip h2')"
    until("the tip", lambda: stage.inside(f"!!{tip}"), stage.pause)
    points = stage.inside(
        f"[...{root}.querySelectorAll('.tip, .tip h2, .tip p, .tip button, .tip summary')].map((e) => {{ const b = e.getBoundingClientRect(); return [b.x + Math.min(30, b.width / 2), b.y + b.height / 2]; }})"
    )
    for point in points[:4]:
        stage.hover(*point)
    stage.click(points[1][0] + 150, points[1][1])
    stage.keys("Tab", "Tab")
    read(stage, points)
    dragged(stage, points[1])
    stage.keys("Escape")
    assert stage.inside(f"{root}.querySelector('.tip') === null"), "keys do in the root what they do"
    stage.drag((20, 700), (40, 690), (middle[0], middle[1]))
    stage.hover(20, 600)
    seen = stage.do("return globalThis.__seen")
    assert seen["heard"] > 5
    assert (seen["host"], seen["roots"]) == ([], []), seen
    asked = stage.do(
        "return performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).filter((path) => path.startsWith('/leak/'))"
    )
    assert asked == ["/leak/planted"]


MEASURED = """<script>
{
  const inRoot = (node) => { try { return node instanceof Node && node.getRootNode() instanceof ShadowRoot; } catch { return false; } };
  const measured = globalThis.__measured = { kinds: [], roots: [], told: "" };
  for (const type of PerformanceObserver.supportedEntryTypes)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        measured.kinds.push(type);
        measured.told += JSON.stringify(entry);
        const nodes = [entry.target, entry.element, ...(entry.sources ?? []).map(({ node }) => node)];
        if (nodes.some(inRoot)) measured.roots.push(type);
      }
    }).observe({ type, buffered: true, durationThreshold: 16 });
  if (globalThis.ReportingObserver)
    new ReportingObserver((reports) => { measured.told += JSON.stringify(reports); }, { buffered: true }).observe();
  let frames = 25;
  const busy = () => { const until = performance.now() + 60; while (performance.now() < until); if (frames-- > 0) requestAnimationFrame(busy); };
  requestAnimationFrame(busy);
}
</script>"""
"""All that a browser measures for a page, which makes each frame so long that its parts are told of, too."""

MOVED = """
  const inRoot = (node) => node instanceof Node && node.getRootNode() instanceof ShadowRoot;
  const host = [...document.documentElement.children].find((one) => one !== document.head && one !== document.body);
  const frame = document.createElement("iframe");
  document.body.append(frame);
  const away = document.createElement("div");
  document.body.append(away);
  const found = [];
  const look = (how, get) => {
    let got = null;
    try { got = get(); } catch { return; }
    if (inRoot(got) || got instanceof ShadowRoot) found.push(how);
    if (frame.contentWindow.find?.("until you") || find("until you", false, false, true)) found.push(`${how}: found`);
  };
  look("shadowRoot", () => host.shadowRoot);
  look("attachInternals", () => host.attachInternals().shadowRoot);
  look("attachShadow", () => host.attachShadow({ mode: "open" }));
  look("clone", () => host.cloneNode(true).shadowRoot);
  look("import", () => frame.contentDocument.importNode(host, true).shadowRoot);
  look("animate", () => { host.animate({ opacity: [0.01, 0.01], zIndex: [1, 1] }, { duration: 1, fill: "forwards" }); return host.shadowRoot; });
  look("getComposedRanges", () => getSelection().getComposedRanges({ shadowRoots: [host.shadowRoot] })[0]?.startContainer);
  look("highlight", () => { CSS.highlights.set("x", new Highlight(new StaticRange({ startContainer: host, startOffset: 0, endContainer: host, endOffset: 0 }))); return null; });
  look("moveBefore", () => { away.moveBefore(host, null); return host.firstChild; });
  look("adoptNode", () => { frame.contentDocument.body.append(frame.contentDocument.adoptNode(host)); return host.shadowRoot; });
  frame.remove();
  return [host !== undefined, found];
"""
"""What a page can do with the one element that it sees."""


def test_what_is_measured_and_moved(stage: Stage) -> None:
    html = page(f"<main>{card(ADA)}</main>").replace("<head>", f"<head>{MEASURED}")
    stage.open(html)
    settled(stage, 1)
    assert stage.do(MOVED) == [True, []]
    (chip,) = settled(stage, 1)
    stage.click(chip["x"] + 12, chip["y"] + 12)
    until("what is measured", lambda: len(stage.do("return __measured.kinds")) > 3, stage.pause)
    measured = stage.do("return __measured")
    assert measured["roots"] == []
    for word in (*WORDS, "extension://"):
        assert word not in measured["told"], word


COPIED = """
  globalThis.__told = [];
  addEventListener("dragstart", ({ dataTransfer }) => {
    for (const type of dataTransfer.types) __told.push(dataTransfer.getData(type));
  }, true);
  addEventListener("copy", ({ clipboardData }) => {
    for (const type of clipboardData.types) __told.push(clipboardData.getData(type));
  }, true);
  addEventListener("click", async () => {
    for (const all of [() => document.execCommand("selectAll"), () => getSelection().selectAllChildren(document.documentElement)]) {
      all();
      document.execCommand("copy");
      for (const item of await navigator.clipboard.read())
        for (const type of item.types) __told.push(await (await item.getType(type)).text());
    }
    __told.push("all");
  }, { once: true });
"""
"""Has all of the page copied, and keeps whatever is copied or dragged."""


def test_what_is_edited_copied_and_dragged(stage: Stage) -> None:
    """A page can make all of itself editable, have it copied, and see what is dragged of it."""
    stage.open(page(f"<main>{card(ADA)}<p id='needle' style='display:inline-block'>needle</p></main>"))
    (chip,) = settled(stage, 1)
    stage.click(chip["x"] + 12, chip["y"] + 12)
    tip = "__roots.findLast((r) => r.mode === 'closed' && r.host.isConnected)?.querySelector('.tip h2')"
    until("the tip", lambda: stage.inside(f"!!{tip}"), stage.pause)
    if isinstance(stage, OnChromium):
        stage.extension.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for edited in ("document.designMode = 'on'", "document.documentElement.contentEditable = 'true'"):
        stage.do(edited)
        read(stage, [[chip["x"] + 12, chip["y"] + 12]])
        stage.do("document.designMode = 'off'; document.documentElement.removeAttribute('contenteditable')")
    stage.do(COPIED)
    stage.click(20, 700)
    until("all to be copied", lambda: "all" in stage.do("return __told"), stage.pause)
    box = stage.do("const b = document.querySelector('#needle').getBoundingClientRect(); return [b.x + 10, b.y + 10]")
    stage.do("document.execCommand('selectAll')")
    stage.drag((box[0], box[1]), (box[0] + 40, box[1] + 20), (20, 700))
    told = stage.do("return __told")
    assert sum("needle" in text for text in told) >= 2, told
    assert not [word for word in WORDS for text in told if word in text]


APART = """
  globalThis.__apart = null;
  addEventListener("click", async () => {
    try { globalThis.__apart = await documentPictureInPicture.requestWindow({ width: 400, height: 300 }); }
    catch (error) { globalThis.__apart = String(error); }
  }, { once: true, capture: true });
"""
MOVED_APART = """
  const inRoot = (node) => node instanceof Node && node.getRootNode() instanceof ShadowRoot;
  const host = document.documentElement.lastElementChild;
  __apart.document.body.append(host);
  const found = [__apart.find("until you", false, false, true), find("until you", false, false, true), inRoot(host.firstChild), host.shadowRoot !== null];
  __apart.getSelection().selectAllChildren(__apart.document.documentElement);
  return [...found, String(__apart.getSelection()).includes("until"), host.getRootNode() === __apart.document];
"""


def test_a_window_apart(stage: Stage) -> None:
    """A page can have a window of its own that stays in front, and put our element there: nothing of it is told, or shown."""
    stage.open(page(f"<main>{card(ADA)}</main>"))
    settled(stage, 1)
    stage.do(APART)
    stage.click(20, 700)
    until("the window", lambda: stage.do("return __apart !== null"), stage.pause)
    assert stage.do("return typeof __apart") == "object", stage.do("return String(__apart)")
    assert stage.do(MOVED_APART) == [False] * 5 + [True]
    settled(stage, 1)
    assert stage.do("return __apart.document.querySelectorAll('body > *').length") == 0, "it is gone from there"


def dragged(stage: Stage, point: list[float]) -> None:
    """Out of the tip, where the page has all of itself dragged, or would hear of the pointer in our stead."""
    inside = (point[0], point[1])
    captures = "addEventListener('pointerdown', ({ target, pointerId }) => target.setPointerCapture(pointerId), true)"
    for whole in (
        "document.documentElement.draggable = true",
        "document.documentElement.removeAttribute('draggable')",
        captures,
    ):
        stage.do(f"{whole};")
        stage.drag(inside, (inside[0] + 20, inside[1] + 10), (20, 700))


def read(stage: Stage, points: list[Any]) -> None:
    found = stage.do(f"const POINTS = {points}; {READ}")
    assert found == [], found


def test_a_screen_reader_reads_it(stage: Stage) -> None:
    """The browser's own tree of what is accessible holds each word that can be seen."""
    if not isinstance(stage, OnChromium):
        # Firefox has no such tree to ask for; the words have their names there all the same.
        stage.open(page(f"<main>{card(ADA)}</main>"))
        (chip,) = settled(stage, 1)
        assert chip["name"] == ADA
        return
    stage.open(page(f"<main>{card(ADA)}</main>"))
    (chip,) = settled(stage, 1)
    stage.click(chip["x"] + 12, chip["y"] + 12)
    assert stage.tab is not None
    stage.tab.tip()
    nodes = stage.tab.cdp.send("Accessibility.getFullAXTree")["nodes"]
    said = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node.get("ignored")]
    assert ("heading", "Meet first, connect later") in said
    assert ("button", "Remind me") in said
    texts = " ".join(name for role, name in said if role == "StaticText")
    assert f"{ADA} · Example Ltd" in texts
    assert any(role == "button" and name.startswith(f"{ADA}: Wait") for role, name in said)

"""A profile page of no site in particular, with an invented person, for pictures of chips and tips where they live."""

from __future__ import annotations

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{name} | LinkedIn</title>
<meta name="viewport" content="width=device-width">
<style>
  :root {{ color-scheme: light dark; }}
  * {{ box-sizing: border-box; }}
  body {{ margin: 0; background: light-dark(#eeedea, #141414); color: light-dark(#222, #e4e4e4); font: 15px/1.45 ui-sans-serif, sans-serif; }}
  main {{ max-width: 720px; margin: 24px auto; padding: 0 16px; }}
  section {{ margin-bottom: 12px; border: 1px solid light-dark(#ddd, #333); border-radius: 12px; background: light-dark(#fff, #1c1c1c); overflow: hidden; }}
  .cover {{ height: 84px; background: light-dark(#d9d6cf, #2c2b29); }}
  .card {{ padding: 0 24px 24px; }}
  .face {{ display: grid; place-items: center; width: 92px; height: 92px; margin-top: -46px; border: 4px solid light-dark(#fff, #1c1c1c); border-radius: 50%; background: light-dark(#c9c4b8, #4a4843); font-size: 30px; }}
  h1 {{ margin: 10px 0 0; font-size: 24px; }}
  h2 {{ margin: 20px 0 6px; font-size: 18px; }}
  p {{ margin: 2px 0; }}
  .soft {{ color: light-dark(#666, #a5a5a5); }}
  .row {{ display: flex; flex-wrap: wrap; gap: 8px; margin-top: 14px; }}
  .button {{ display: inline-flex; align-items: center; height: 32px; padding: 0 16px; border: 1px solid light-dark(#555, #999); border-radius: 16px; background: none; color: inherit; font: 600 15px ui-sans-serif, sans-serif; text-decoration: none; }}
</style></head>
<body><main>
  <section><div class="cover"></div><div class="card"><div class="face" aria-hidden="true">{initials}</div>
    <h1><a href="/in/{slug}/" style="color: inherit; text-decoration: none">{name}</a></h1>
    <p>{about}</p><p class="soft">Utrecht, Netherlands</p>
    <div class="row">
      <a class="button" href="/preload/custom-invite/?vanityName={slug}" aria-label="Invite {name} to connect">Connect</a>
    </div></div></section>
  <section><div class="card"><h2>About</h2><p>I build test benches, and teams that like them.</p></div></section>
  <section><div class="card"><h2>Experience</h2><p>{about}</p><p class="soft">2021 to today</p></div></section>
</main></body></html>
"""


def page(slug: str, name: str, about: str) -> str:
    """The page of one person."""
    initials = "".join(part[0] for part in name.split())
    return PAGE.format(slug=slug, name=name, about=about, initials=initials)

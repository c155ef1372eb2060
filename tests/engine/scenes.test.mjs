// What the stage shows of each story, and of random records as a story would tell them, is what the compiler answers: what
// is previewed, what the site shows and what the extension shows are one.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { core, engine } from "./support.mjs";

const Stage = await engine("stage/stage");
const Timeline = await engine("decision/timeline");

const { scenes } = JSON.parse(readFileSync(process.env.CONNECT_ETIQUETTE_SCENES, "utf-8"));

test(`${scenes.length} scenes say on the stage what the command line says`, () => {
  assert.ok(scenes.length > 0);
  for (const { scene, verdict, rule, adjustment } of scenes) {
    const { records, person } = Stage.entered(core, scene.told, scene.names);
    const found = Timeline.at(core, records, person, scene.at, Stage.page(scene.told));
    const said = [found.verdict, found.contradiction ?? found.rule, found.adjustment ?? ""];
    assert.deepEqual(said, [verdict, rule, adjustment], JSON.stringify(scene));
    // The band under the slider holds the same.
    if (scene.told.background) continue;
    const at = Stage.instant(scene.told, Stage.hours(scene.told, scene.at));
    if (at !== scene.at) continue;
    assert.equal(Stage.stretches(core, scene.told).findLast((stretch) => stretch.at <= at).verdict, verdict);
  }
});

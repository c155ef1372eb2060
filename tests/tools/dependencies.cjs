// Which module of the extension may lean on which: read by dependency-cruiser.

/** The engine's rooms, each leaning only on those before it, as ARCHITECTURE lists them. */
const ROOMS = ["time", "decision", "words", "people", "records", "stage", "calendar", "advice", "today"];

module.exports = {
  forbidden: [
    {
      name: "no-circle",
      comment: "Two modules that need each other are one, or there is a third between them.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "engine-leans-on-nothing",
      comment: "The engine is pure: what it rests on comes as an argument.",
      severity: "error",
      from: { path: "^engine/" },
      to: { pathNot: "^engine/" },
    },
    ...ROOMS.map((room, index) => ({
      name: "engine-rooms-lean-on-those-before-them",
      severity: "error",
      from: { path: `^engine/${room}/` },
      to: { path: "^engine/", pathNot: `^engine/(${ROOMS.slice(0, index + 1).join("|")})/` },
    })),
    {
      name: "bundle-leans-on-the-engine-alone",
      severity: "error",
      from: { path: "^bundle\\.js$" },
      to: { pathNot: "^engine/" },
    },
    {
      name: "site-leans-on-nothing",
      severity: "error",
      from: { path: "^site\\.js$" },
      to: { pathNot: "^bundle\\.js$" },
    },
    {
      name: "store-leans-on-bundle-and-engine-alone",
      severity: "error",
      from: { path: "^store\\.js$" },
      to: { pathNot: "^(engine/|bundle\\.js$)" },
    },
    {
      name: "worker-knows-no-page",
      comment: "The worker serves pages of LinkedIn's and ours; it needs none of them.",
      severity: "error",
      from: { path: "^worker/" },
      to: { pathNot: "^(worker/|engine/|(store|bundle|site)\\.js$|shared/)" },
    },
    {
      name: "pages-know-no-worker",
      comment: "Pages ask the worker by messages.",
      severity: "error",
      from: { path: "^pages/" },
      to: { pathNot: "^(pages/|engine/|(store|bundle|site)\\.js$|shared/)" },
    },
    {
      name: "a-page-keeps-to-its-folder",
      comment: "What two pages need lies beside their folders.",
      severity: "error",
      from: { path: "^pages/([^/]+)/" },
      to: { path: "^pages/[^/]+/", pathNot: "^pages/$1/" },
    },
    {
      name: "content-and-shared-import-nothing",
      comment: "What runs in LinkedIn's page is classic and gets what it needs from the worker.",
      severity: "error",
      from: { path: "^(content|shared)/" },
      to: {},
    },
    {
      name: "nothing-that-is-not-there",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-module-without-a-reader",
      comment: "Every module is reached from the worker or from a page's HTML.",
      severity: "error",
      from: { path: "^(worker/main|pages/([^/]+)/\\2)\\.js$" },
      to: {
        path: "^(engine|worker|pages)/|^(store|bundle|site)\\.js$",
        pathNot: "^(worker/main|pages/([^/]+)/\\2)\\.js$",
        reachable: false,
      },
    },
  ],
  options: { doNotFollow: { path: "node_modules" }, moduleSystems: ["es6"] },
};

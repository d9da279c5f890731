// News from others: which kind of thing has changed. Only a page that is looked at listens, as browsers have few lines.
import { make, url, words } from "./desk.js";

const AGAIN_MS = 20_000;
const asked = []; // { kinds, run }
let source = null;
let place = "";
let timer = null;

/** Run something when a colleague has changed things of these kinds; `run` is given those that have changed.
 *  Kinds: decided, coded, labelled, noted, charted, judged, worked, assigned, imported, written, running. */
export function onChange(kinds, run) {
  asked.push({ kinds: [kinds].flat(), run });
  listen();
}

/** Offer to load the page anew, in a corner where it moves nothing; once. */
export function offerRefresh(kinds, refresh = () => location.reload()) {
  let line = null;
  onChange(kinds, () => {
    if (line?.isConnected) return;
    const button = make("button", { type: "button", className: "quiet" }, words["frame.refresh"]);
    line = make("p", { className: "news" }, words["frame.changed"], " ", button);
    button.addEventListener("click", () => {
      line.remove();
      refresh();
    });
    document.getElementById("said").append(line);
  });
}

function listen() {
  if (source || document.hidden || !asked.length) return;
  clearTimeout(timer);
  source = new EventSource(url("/api/live") + (place ? `?since=${encodeURIComponent(place)}` : ""));
  source.addEventListener("changed", (event) => {
    place = event.lastEventId;
    const { kinds, lost } = JSON.parse(event.data);
    for (const one of asked) {
      const wanted = lost ? one.kinds : kinds.filter((kind) => one.kinds.includes(kind));
      if (wanted.length) one.run(wanted);
    }
  });
  source.addEventListener("error", () => {
    if (source?.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    leave();
    timer = setTimeout(listen, AGAIN_MS);
  });
}
function leave() {
  source?.close();
  source = null;
}
document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
addEventListener("pagehide", leave);
addEventListener("pageshow", listen);

// What the manager's pages share: going from one to the other by key, and news from others.
import { dataOf, keys } from "./desk.js";
import { offerRefresh } from "./live.js";

const links = [...document.querySelectorAll(".subplaces a")];
const here = dataOf("managing-here");
const step = (by) => {
  const at = links.findIndex((link) => link.getAttribute("aria-current") === "page");
  links[(at + by + links.length) % links.length].click();
};
const words = dataOf("managing-words");
keys({
  later: { key: "]", label: words["managing.later"], run: () => step(1) },
  earlier: { key: "[", label: words["managing.earlier"], run: () => step(-1) },
});

const SHOWS = {
  flow: ["decided", "imported", "judged"],
  people: ["decided", "worked", "assigned"],
  codebook: ["coded"],
  outputs: ["written"],
  sources: ["imported"],
};
if (SHOWS[here]) offerRefresh(SHOWS[here]);

// The map in its frame: what is asked of it stands in the page's own address, so that it can be sent.
const frame = document.getElementById("map-frame");

frame.addEventListener("load", () => {
  const inside = frame.contentWindow;
  const told = () => {
    if (inside.location.hash !== location.hash) history.replaceState(null, "", inside.location.hash || location.pathname);
  };
  told();
  inside.addEventListener("hashchange", told);
  for (const event of ["click", "keyup", "input", "change"]) inside.document.addEventListener(event, () => setTimeout(told));
});
frame.src = frame.dataset.src + location.hash;

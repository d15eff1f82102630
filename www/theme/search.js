const MOST = 12;

const query = document.getElementById("query");
const found = document.getElementById("found");
const results = document.getElementById("results");

const sections = (await (await fetch("search.json")).json()).map((section) => ({
  ...section,
  lowerHeading: section.heading.toLowerCase(),
  lowerText: section.text.toLowerCase(),
}));

query.addEventListener("input", show);
query.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") query.value = "";
  show();
});
show();

function show() {
  const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = words.length === 0 ? [] : sections.filter((section) => score(section, words) > 0);
  matches.sort((a, b) => score(b, words) - score(a, words));
  results.replaceChildren(...matches.slice(0, MOST).map(item));
  found.textContent = words.length === 0 ? "" : `${matches.length} found`;
}

/** 0 unless every word is somewhere; headings count most. */
function score({ lowerHeading, lowerText }, words) {
  const scores = words.map((word) => (lowerHeading.includes(word) ? 3 : lowerText.includes(word) ? 1 : 0));
  return scores.includes(0) ? 0 : scores.reduce((sum, each) => sum + each);
}

function item({ url, page, heading }) {
  const link = document.createElement("a");
  link.href = url;
  link.textContent = page === heading ? page : `${page}: ${heading}`;
  const entry = document.createElement("li");
  entry.append(link);
  return entry;
}

// The search is loaded when somebody wants to search.
document.getElementById("query").addEventListener("focus", () => import("./search.js"), { once: true });

// `cargo xtask demo` names its WordPress, whose forms the pages then show.
const demo = new URLSearchParams(location.search).get("demo") ?? sessionStorage.getItem("demo") ?? "";
if (/^http:\/\/localhost:\d+$/.test(demo)) {
  sessionStorage.setItem("demo", demo);
  document.querySelectorAll(".example").forEach(show);
}

/** Shows the first form, and links to the others. */
function show(example) {
  const links = example.dataset.forms.split(" ").map((form) => {
    const link = document.createElement("a");
    Object.assign(link, { href: `${demo}/?fixture=${form}`, target: "example", textContent: form.replace("&for=", ", ") });
    return link;
  });
  const frame = document.createElement("iframe");
  Object.assign(frame, { name: "example", title: "Live example", src: links[0].href });
  example.replaceChildren(...links, frame);
}

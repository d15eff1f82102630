// The search is loaded when somebody wants to search.
document.getElementById("query").addEventListener("focus", () => import("./search.js"), { once: true });

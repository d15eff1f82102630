const SVG = "http://www.w3.org/2000/svg";
const ROW = 38;

/**
 * A bar chart. Lengths are shares of the width and texts have their own size,
 * so one drawing serves a phone and a desk.
 *
 * @param {string} title
 * @param {{ label: string, value: number, ours?: boolean }[]} rows
 * @param {(value: number) => string} show
 */
export function barChart(title, rows, show) {
  const longest = Math.max(...rows.map(({ value }) => value));
  const figure = document.createElement("figure");
  figure.append(Object.assign(document.createElement("figcaption"), { textContent: title }));
  const chart = element("svg", { height: rows.length * ROW, role: "img" });
  chart.setAttribute("aria-label", rows.map(({ label, value }) => `${label}: ${show(value)}`).join("; "));
  rows.forEach(({ label, value, ours }, i) => {
    const row = element("g", { class: ours ? "ours" : "" });
    row.append(
      text(label, { x: 0, y: i * ROW + 14 }),
      text(show(value), { x: "100%", y: i * ROW + 14, class: "value" }),
      element("rect", { x: 0, y: i * ROW + 20, width: `${(100 * value) / longest}%`, height: 10, rx: 2 }),
    );
    chart.append(row);
  });
  figure.append(chart);
  return figure;
}

function text(content, attributes) {
  const node = element("text", attributes);
  node.textContent = content;
  return node;
}

function element(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

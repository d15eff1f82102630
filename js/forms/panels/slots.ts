/**
 * Puts the parts of a panel into the page's own template for it:
 *
 *     <template data-cognipress-panel="SMS_MFA EMAIL_OTP">
 *       <h2>Almost there</h2> <slot name="reason"></slot> <slot></slot> <slot name="resend"></slot>
 *     </template>
 *
 * A `<slot>` gives its place to the part of that name, the one without a name to the rows that have no slot of their
 * own. What has no slot stays where it is without a template. A slot without a part shows what is in it.
 *
 * @param name A `ChallengeName`, or that of an offer.
 * @param rows What is asked.
 * @param others Parts that are in the page already.
 * @returns What takes the place of the rows.
 */
export function fillTemplate(name: string, rows: Element[], others: Element[], root: ParentNode): Node[] {
  const template = root.querySelector<HTMLTemplateElement>(`template[data-cognipress-panel~="${name}"]`);
  if (!template) return rows;
  const content = document.importNode(template.content, true);
  const left = new Set(rows);
  const slots = [...content.querySelectorAll("slot")];
  // Those with a name choose first.
  for (const slot of slots.sort((a, b) => Number(!a.name) - Number(!b.name))) {
    const parts = slot.name ? [...left, ...others].filter((part) => part.slot === slot.name) : [...left];
    slot.replaceWith(...(parts.length > 0 ? parts : slot.childNodes));
    for (const part of parts) left.delete(part);
  }
  for (const part of [...rows, ...others]) part.removeAttribute("slot"); // Of no meaning now, but to a component around it.
  return [content, ...left];
}

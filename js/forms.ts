/**
 * The script of every page but wp-login.php's login form: adopts the forms that a form system of ours knows, or that
 * are marked by data attributes, now or later. A page needs no more than
 *
 *     <script type="module" src="…/forms.js"></script>
 */
import { adopt, worded } from "./forms/adoption.js";
import { formOfFields } from "./forms/named-fields.js";
import { pageConfig } from "./forms/page-config.js";
import { adoptSignOut } from "./forms/sign-out-form.js";
import { systems } from "./forms/systems.js";
import { watchForms } from "./forms/watch.js";

watchForms((form, root) => {
  for (const system of systems) {
    const purpose = system.purposeOf(form);
    if (purpose === "signout") return adoptSignOut({ form, root, config: pageConfig });
    if (purpose) return adopt({ form, root, purpose, system, config: pageConfig });
  }
  return undefined;
});

if (document.querySelector(".wp-block-woocommerce-checkout")) {
  const lent = { formOfFields, pageConfig, worded };
  import("./forms/woocommerce-blocks.js").then(({ watchOrders }) => watchOrders(lent)).catch(console.warn);
}

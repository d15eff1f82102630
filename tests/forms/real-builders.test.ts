/** Form builders themselves, where they are there: each leads through the forms that its own settings make of it. */

import assert from "node:assert/strict";
import { askWordPress } from "../browser/harness/wordpress.ts";
import type { StartOptions } from "../user-pool/index.ts";
import { losesPassword, registers, signsIn } from "./harness/plugin-journeys.ts";
import { PluginPage } from "./harness/plugin-page.ts";
import { PAGE, setRealPlugins } from "./harness/real-plugins.ts";
import type { OwnStyle } from "./harness/systems.ts";
import type { Form } from "./harness/table.ts";

const withPlugin = setRealPlugins();

/** Pages of forms, by what each is for. */
type Paths = Record<"signup" | "signin" | "forgot", string>;

/** Has `$form($purpose, $fields)` make a form, and returns the page of each. The fields: what each is to Cognito, by name. */
const FOR_EACH_PURPOSE = `${PAGE}
  $mail = ["mail" => "attr-email"];
  $login = $mail + ["secret" => "password"];
  $purposes = ["signup" => ["given" => "attr-given_name"] + $login, "signin" => $login, "forgot" => $mail];
  return array_map(fn ($purpose, $fields) => [$purpose, $page($form($purpose, $fields))], array_keys($purposes), $purposes);`;

interface Builder extends OwnStyle {
  name: Form;
  file: string;
  /** Defines `$form`. */
  setUp: string;
  button: string;
  /** What tells that the form was sent. */
  sent: string;
  /** The fields without Cognipress; none where the form is a script's. */
  plain?: { name: string; password: string };
  /** The values of the newest entry, where the plugin keeps any. */
  entry?: string;
}

const builders: Builder[] = [
  {
    name: "Contact Form 7 itself",
    file: "contact-form-7/wp-contact-form-7.php",
    setUp: `
      $form = function ($purpose, $fields) {
        $form = WPCF7_ContactForm::get_template();
        $form->set_properties([
          "form" => implode(" ", array_map(fn ($name) => $name === "mail" ? "[email* $name]" : "[text* $name]", array_keys($fields))) . " [submit]",
          "mail" => ["active" => true, "recipient" => "owner@example.org", "sender" => "site@example.org", "subject" => "Joined", "body" => "[given] [mail] [secret]"],
          "cognito" => ["form" => "cognito-$purpose", "fields" => array_map(fn ($choice) => "cognito-$choice", $fields)],
        ]);
        return sprintf('[contact-form-7 id="%d"]', $form->save());
      };`,
    button: ".wpcf7-submit",
    sent: ".wpcf7-form[data-status=sent]",
    plain: { name: "[name=mail]", password: "[name=secret]" },
  },
  {
    name: "Formidable itself",
    file: "formidable/formidable.php",
    setUp: `
      FrmAppController::install();
      $form = function ($purpose, $fields) {
        $form = FrmForm::create(["form_key" => "join_$purpose", "name" => "Join", "description" => "", "options" => ["cognito" => "cognito-$purpose"]]);
        foreach ($fields as $name => $choice) {
          FrmField::create(["form_id" => $form, "field_key" => "{$purpose}_$name", "name" => $name, "type" => "text", "required" => 1, "field_options" => ["cognito" => "cognito-$choice"]]);
        }
        return "[formidable id=$form]";
      };`,
    button: ".frm_button_submit",
    sent: ".frm_message",
    plain: { name: "#field_signup_mail", password: "#field_signup_secret" },
    hasPaleErrors: true,
    entry: "array_values(end(FrmEntry::getAll([], '', '', true))->metas)",
  },
  {
    name: "WPForms Lite itself",
    file: "wpforms-lite/wpforms.php",
    setUp: `
      $form = function ($purpose, $fields) {
        $list = [];
        foreach (array_values($fields) as $id => $choice) {
          $list[$id + 1] = ["id" => $id + 1, "type" => $choice === "attr-email" ? "email" : "text", "label" => $choice, "required" => "1", "size" => "medium", "cognito" => "cognito-$choice"];
        }
        $form = ["fields" => $list, "settings" => ["form_title" => "Join", "submit_text" => "Submit", "confirmation_type" => "message", "confirmation_message" => "Thanks",
          "notification_enable" => "1", "notifications" => [1 => ["email" => "owner@example.org", "subject" => "Joined", "sender_name" => "Site", "sender_address" => "site@example.org", "message" => "{all_fields}"]],
          "cognito" => "cognito-$purpose"]];
        $id = wp_insert_post(["post_type" => "wpforms", "post_status" => "publish", "post_title" => "Join"]);
        wp_update_post(["ID" => $id, "post_content" => wp_slash(wp_json_encode(["id" => $id] + $form))]);
        return "[wpforms id=$id]";
      };`,
    button: ".wpforms-submit",
    sent: "[id^=wpforms-confirmation]",
    hidesFocus: true,
    plain: { name: "[data-field-id='2'] input", password: "[data-field-id='3'] input" },
  },
  {
    name: "Ninja Forms itself",
    file: "ninja-forms/ninja-forms.php",
    setUp: `
      $form = function ($purpose, $fields) {
        $form = Ninja_Forms()->form()->get();
        $form->update_settings(["title" => "Join", "cognito" => "cognito-$purpose"])->save();
        $id = $form->get_id();
        $order = 0;
        foreach ($fields + ["send" => ""] as $name => $choice) {
          Ninja_Forms()->form($id)->field()->get()->update_settings([
            "type" => ["mail" => "email", "send" => "submit"][$name] ?? "textbox", "key" => $name, "label" => $name, "label_pos" => "above", "required" => (int) ($choice !== ""),
            "order" => ++$order, "cognito" => $choice ? "cognito-$choice" : "", "processing_label" => "Processing",
          ])->save();
        }
        Ninja_Forms()->form($id)->action()->get()->update_settings(["type" => "save", "label" => "Save", "active" => 1])->save();
        Ninja_Forms()->form($id)->action()->get()->update_settings(["type" => "successmessage", "label" => "Thanks", "active" => 1, "success_msg" => "Thanks"])->save();
        return "[ninja_form id=$id]";
      };`,
    button: ".submit-container input",
    sent: ".nf-response-msg p",
    entry: 'array_map("current", array_values(get_post_meta(current(get_posts(["post_type" => "nf_sub", "post_status" => "any"]))->ID)))',
  },
];

/** A builder gives its class to the field, or to what is around it. */
const field = (choice: string) => `:is(input.cognito-${choice}, .cognito-${choice} input)`;
const fields = { givenName: field("attr-given_name"), username: field("attr-email"), password: field("password") };
const byEmail: StartOptions = { usernameAttributes: ["email"] };

for (const { name, file, setUp, sent, plain, entry, ...own } of builders) {
  const { button } = own;
  const makePages = async () => Object.fromEntries(await askWordPress<[keyof Paths, string][]>(setUp + FOR_EACH_PURPOSE)) as Paths;
  withPlugin(name, file, makePages, (journey, withoutJavaScript) => {
    journey(
      "registers, and the rest of the form is sent",
      ["register", "confirm"],
      async (page, pool, { signup: path }) => {
        await registers(page, pool, { path, ...fields, ...own, isSent: false });
        await new PluginPage(page).find(sent);
        if (entry) {
          const values = await askWordPress<string[]>(`return ${entry};`);
          assert.equal(values.filter((value) => /@example\.org$/.test(value)).length, 1);
        }
      },
      byEmail,
    );
    journey(
      "signs in",
      ["sign in"],
      async (page, pool, { signin: path }) => {
        await signsIn(page, pool, { path, ...fields, ...own });
      },
      byEmail,
    );
    journey(
      "lost the password",
      ["lost password"],
      async (page, pool, { forgot: path }) => {
        await losesPassword(page, pool, { path, username: fields.username, ...own });
      },
      byEmail,
    );
    withoutJavaScript((paths) => [
      [{ path: paths.signup, ...fields, button }, plain && { path: paths.signup, ...plain, button }],
      [{ path: paths.signin, ...fields, button }],
      [{ path: paths.forgot, username: fields.username, button }],
    ]);
  });
}

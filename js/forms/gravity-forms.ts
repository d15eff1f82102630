import { formBuilder } from "./builder.js";

interface Submission {
  form: HTMLFormElement;
  submissionType: string;
  abort: boolean;
}

declare global {
  interface Window {
    /** Gravity Forms 2.9 and later. */
    gform?: {
      submission?: { SUBMISSION_TYPE_SUBMIT: string };
      utils?: { addAsyncFilter(name: string, filter: (data: Submission) => Promise<Submission>): void };
    };
  }
}

const system = formBuilder({
  selector: "form[id^=gform_]",
  look: () => ({ error: "gform_validation_errors validation_error" }),
});

export const gravityForms: typeof system = {
  ...system,
  purposeOf(form) {
    // Every page of a form is one, hidden or not; only the last one's submit ends it.
    const isLastPage = [...form.querySelectorAll<HTMLInputElement>("[name^=gform_target_page_number_]")].every(({ value }) => value === "0");
    return isLastPage ? system.purposeOf(form) : undefined;
  },
};

/** From 2.9 on a click is no submit: it is told to filters, which may hold it back, and then the form is sent. */
async function askPage(submission: Submission): Promise<Submission> {
  const { form, submissionType, abort } = submission;
  const isEnd = submissionType === window.gform?.submission?.SUBMISSION_TYPE_SUBMIT;
  if (abort || !isEnd || !gravityForms.purposeOf(form)) return submission;
  const submitter = form.querySelector<HTMLElement>("[type=submit]");
  submission.abort = !form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter }));
  return submission;
}

const addFilter = () => window.gform?.utils?.addAsyncFilter("gform/submission/pre_submission", askPage);
if (window.gform?.utils) addFilter();
else document.addEventListener("gform/theme/scripts_loaded", addFilter, { once: true });

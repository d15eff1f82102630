/** Functions of the local AWS' Lambda, in Python. */
import { execFileSync } from "node:child_process";
import { basename } from "node:path";
import { fromEnvironment } from "../browser/harness/environment.ts";
import { callAws, callIam } from "../browser/harness/admin-api.ts";
import { region } from "../browser/harness/site.ts";

const ZIP = `import base64, io, sys, zipfile
archive = io.BytesIO()
with zipfile.ZipFile(archive, "w") as files: files.write(sys.argv[1], sys.argv[2])
print(base64.b64encode(archive.getvalue()).decode())`;

/** Makes a function of a file that has a `handler`, with a role that allows the actions; returns its ARN. */
export async function makeFunction(name: string, file: string, actions: string[]): Promise<string> {
  const allow = (more: object) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });
  const trust = allow({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
  await callIam({ Action: "CreateRole", RoleName: name, AssumeRolePolicyDocument: trust });
  const policy = allow({ Action: actions, Resource: "*" });
  await callIam({ Action: "PutRolePolicy", RoleName: name, PolicyName: "all", PolicyDocument: policy });
  const ZipFile = execFileSync(fromEnvironment("COGNIPRESS_PYTHON"), ["-c", ZIP, file, basename(file)], { encoding: "utf8" }).trim();
  const { FunctionArn } = await callAws("lambda", "POST", "/2015-03-31/functions", {
    FunctionName: name,
    Runtime: "python3.11",
    Handler: `${basename(file, ".py")}.handler`,
    Role: `arn:aws:iam::000000000000:role/${name}`,
    Timeout: 30,
    Code: { ZipFile },
  });
  return FunctionArn ?? `arn:aws:lambda:${region}:000000000000:function:${name}`;
}

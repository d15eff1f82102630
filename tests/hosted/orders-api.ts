/** An API as customers have it: API Gateway with a JWT authorizer, a function behind it, rows in DynamoDB. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { callAws, callIam, callJsonApi } from "../browser/harness/admin-api.ts";
import { cognito, issuer, pool, region, site } from "../browser/harness/site.ts";

const ROLE = "arn:aws:iam::000000000000:role/orders";

export interface OrdersApi {
  url: string;
  /** Puts a row into the table. */
  add(customer: string, title: string): Promise<unknown>;
}

const dynamodb = (operation: string, input: object) => callJsonApi("dynamodb", "1.0", `DynamoDB_20120810.${operation}`, input);

export async function makeOrdersApi(): Promise<OrdersApi> {
  await dynamodb("CreateTable", {
    TableName: "orders",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: ["customer", "id"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    KeySchema: [
      { AttributeName: "customer", KeyType: "HASH" },
      { AttributeName: "id", KeyType: "RANGE" },
    ],
  });
  const allow = (more: object) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });
  const trust = allow({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
  await callIam({ Action: "CreateRole", RoleName: "orders", AssumeRolePolicyDocument: trust });
  const policy = allow({ Action: "dynamodb:Query", Resource: "*" });
  await callIam({ Action: "PutRolePolicy", RoleName: "orders", PolicyName: "read", PolicyDocument: policy });
  const { FunctionArn } = await callAws("lambda", "POST", "/2015-03-31/functions", {
    FunctionName: "orders",
    Runtime: "python3.11",
    Handler: "orders.handler",
    Role: ROLE,
    Timeout: 30,
    Code: { ZipFile: zipOf("orders.py") },
  });
  const { apiId } = await callAws("apigateway", "POST", "/v2/apis", {
    name: "orders",
    protocolType: "HTTP",
    corsConfiguration: { allowOrigins: [site.url], allowMethods: ["GET"], allowHeaders: ["authorization"] },
  });
  const resource = (path: string, input: object) => callAws("apigateway", "POST", `/v2/apis/${apiId}/${path}`, input);
  const { authorizerId } = await resource("authorizers", {
    name: "users",
    authorizerType: "JWT",
    identitySource: ["$request.header.Authorization"],
    jwtConfiguration: { issuer, audience: [pool.clientId] },
  });
  const { integrationId } = await resource("integrations", {
    integrationType: "AWS_PROXY",
    integrationUri: FunctionArn ?? `arn:aws:lambda:${region}:000000000000:function:orders`,
    payloadFormatVersion: "2.0",
  });
  await resource("routes", { routeKey: "GET /orders", target: `integrations/${integrationId}`, authorizationType: "JWT", authorizerId });
  await resource("stages", { stageName: "$default", autoDeploy: true });
  return {
    url: `${cognito.upstream}/_aws/execute-api/${apiId}/$default/orders`,
    add: (customer, title) =>
      dynamodb("PutItem", { TableName: "orders", Item: { customer: { S: customer }, id: { S: title }, title: { S: title } } }),
  };
}

/** A file as Lambda wants it. */
function zipOf(name: string): string {
  const file = fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
  const program = "import base64, io, sys, zipfile\nb = io.BytesIO()\nwith zipfile.ZipFile(b, 'w') as z: z.write(sys.argv[1], sys.argv[2])\nprint(base64.b64encode(b.getvalue()).decode())";
  return execFileSync("python3", ["-c", program, file, name], { encoding: "utf8" }).trim();
}

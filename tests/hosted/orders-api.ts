/** An API as customers have it: API Gateway with a JWT authorizer, a function behind it, rows in DynamoDB. */
import { fileURLToPath } from "node:url";
import { callAws, callJsonApi } from "../browser/harness/admin-api.ts";
import { cognito, issuer, pool, site } from "../browser/harness/site.ts";
import { makeFunction } from "./function.ts";

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
  const file = fileURLToPath(new URL("fixtures/orders.py", import.meta.url));
  const integrationUri = await makeFunction("orders", file, ["dynamodb:Query"]);
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
    integrationUri,
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

/* What is special in the webpack of @wordpress/scripts: chunks with a version, and WordPress' own packages left to it. */
const DependencyExtraction = require("@wordpress/dependency-extraction-webpack-plugin");

module.exports = {
  mode: "production",
  output: { chunkFilename: "[name].js?ver=[chunkhash]" },
  plugins: [new DependencyExtraction()],
};

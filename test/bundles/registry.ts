const PLACE = 'destination: aws, region: eu-west-1, bucket: acme-mlops';

/** Lines of mlops.yml in which `production` takes its versions from `staging`. */
export const REGISTRY_IN_STAGING = `registry: staging
environments:
  staging: { ${PLACE}, execution-role: "arn:aws:iam::111111111111:role/mlops-job" }
  production: { like: staging, bucket: acme-mlops-production }
`;

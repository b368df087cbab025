/** Why a fleet did not come into service; its message becomes the endpoint's FailureReason. */
export class DeployError extends Error {}

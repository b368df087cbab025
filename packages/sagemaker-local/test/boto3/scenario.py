"""The whole way of a model through the local SageMaker with an unmodified boto3.

Reads where the server is from AWS's own environment variables. Prints one line per step; any surprise is an exception.
"""

import hashlib
import io
import json
import pathlib
import platform
import tarfile
import time

import boto3
from botocore.exceptions import ClientError

BUCKET = "churn-data"
IMAGES = "sagemaker-local-images"
ROLE = "arn:aws:iam::000000000000:role/job"

s3 = boto3.client("s3")
sagemaker = boto3.client("sagemaker")
runtime = boto3.client("sagemaker-runtime")
logs = boto3.client("logs")


def main():
    print("caller", boto3.client("sts").get_caller_identity()["Account"])
    for bucket in (BUCKET, IMAGES):
        s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=BUCKET, Key="train/rows.csv", Body=b"a\nb\nc\n")
    s3.put_object(Bucket=BUCKET, Key="held-out/ids.csv", Body=b"1\n2\n")
    image = push_image(pathlib.Path(__file__).with_name("program.py").read_bytes())
    artefact = train(image)
    train_on_spot(image)
    score(image, artefact)
    package(image, artefact)
    deploy(image, artefact)
    fail_an_update(image)
    print("listed", [job["TrainingJobName"] for job in sagemaker.list_training_jobs()["TrainingJobSummaries"]])
    remove()


def push_image(program):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        entry = tarfile.TarInfo("program.py")
        entry.size = len(program)
        tar.addfile(entry, io.BytesIO(program))
    context = stream.getvalue()
    arch = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    manifest = json.dumps(
        {
            "schema": "process-image-v1",
            "platform": f"{platform.system().lower()}-{arch}",
            "python": platform.python_version(),
            "requirements": None,
            "lock": None,
            "context": {"digest": f"sha256:{sha256(context)}", "bytes": len(context), "files": 1},
            "entrypoint": ["python", "program.py"],
        }
    ).encode()
    s3.put_object(Bucket=IMAGES, Key=f"contexts/sha256-{sha256(context)}.tar", Body=context)
    s3.put_object(Bucket=IMAGES, Key=f"manifests/sha256-{sha256(manifest)}.json", Body=manifest)
    return f"local/churn@sha256:{sha256(manifest)}"


def train(image):
    request = dict(
        TrainingJobName="churn-1",
        RoleArn=ROLE,
        AlgorithmSpecification={
            "TrainingImage": image,
            "TrainingInputMode": "File",
            "MetricDefinitions": [{"Name": "rows", "Regex": "metric rows=([0-9.]+)"}],
        },
        HyperParameters={"weight": "3"},
        InputDataConfig=[
            {
                "ChannelName": "train",
                "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": f"s3://{BUCKET}/train/"}},
            }
        ],
        OutputDataConfig={"S3OutputPath": f"s3://{BUCKET}/jobs"},
        ResourceConfig={"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 1},
        StoppingCondition={"MaxRuntimeInSeconds": 600},
        Tags=[{"Key": "mlops:model", "Value": "churn"}],
    )
    arn = sagemaker.create_training_job(**request)["TrainingJobArn"]
    expect_error("ResourceInUse", lambda: sagemaker.create_training_job(**request))
    job = wait(lambda: sagemaker.describe_training_job(TrainingJobName="churn-1"), "TrainingJobStatus")
    print("trained", job["TrainingJobStatus"], job["FinalMetricDataList"][0]["Value"])
    print("tags", sagemaker.list_tags(ResourceArn=arn)["Tags"])
    group = "/aws/sagemaker/TrainingJobs"
    streams = logs.describe_log_streams(logGroupName=group, logStreamNamePrefix="churn-1/")["logStreams"]
    page = logs.get_log_events(logGroupName=group, logStreamName=streams[0]["logStreamName"], startFromHead=True)
    print("log", [event["message"] for event in page["events"]])
    expect_error("ValidationException", lambda: sagemaker.describe_training_job(TrainingJobName="absent"))
    return job["ModelArtifacts"]["S3ModelArtifacts"]


def train_on_spot(image):
    request = dict(
        TrainingJobName="churn-spot",
        RoleArn=ROLE,
        AlgorithmSpecification={
            "TrainingImage": image,
            "TrainingInputMode": "File",
            "ContainerArguments": ["train-with-checkpoint"],
        },
        OutputDataConfig={"S3OutputPath": f"s3://{BUCKET}/jobs"},
        ResourceConfig={"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 1},
        EnableManagedSpotTraining=True,
        EnableNetworkIsolation=True,
        CheckpointConfig={"S3Uri": f"s3://{BUCKET}/checkpoints/churn"},
    )
    short = {"MaxRuntimeInSeconds": 600, "MaxWaitTimeInSeconds": 599}
    expect_error("ValidationException", lambda: sagemaker.create_training_job(**request, StoppingCondition=short))
    sagemaker.create_training_job(
        **request, StoppingCondition={"MaxRuntimeInSeconds": 600, "MaxWaitTimeInSeconds": 1200}
    )
    job = wait(lambda: sagemaker.describe_training_job(TrainingJobName="churn-spot"), "TrainingJobStatus")
    checkpoint = s3.get_object(Bucket=BUCKET, Key="checkpoints/churn/epoch.txt")["Body"].read().decode()
    print("spot", job["TrainingJobStatus"], job["EnableManagedSpotTraining"], job["BillableTimeInSeconds"] > 0, checkpoint)


def score(image, artefact):
    def source(uri, path):
        return {"S3Uri": uri, "LocalPath": path, "S3DataType": "S3Prefix", "S3InputMode": "File"}

    sagemaker.create_processing_job(
        ProcessingJobName="churn-score-1",
        RoleArn=ROLE,
        AppSpecification={"ImageUri": image, "ContainerArguments": ["score"]},
        ProcessingResources={
            "ClusterConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 1}
        },
        ProcessingInputs=[
            {"InputName": "model", "S3Input": source(artefact, "/opt/ml/processing/input/model")},
            {
                "InputName": "held-out",
                "S3Input": source(f"s3://{BUCKET}/held-out/", "/opt/ml/processing/input/held-out"),
            },
        ],
        ProcessingOutputConfig={
            "Outputs": [
                {
                    "OutputName": "predictions",
                    "S3Output": {
                        "S3Uri": f"s3://{BUCKET}/predictions",
                        "LocalPath": "/opt/ml/processing/output/predictions",
                        "S3UploadMode": "EndOfJob",
                    },
                }
            ]
        },
    )
    job = wait(lambda: sagemaker.describe_processing_job(ProcessingJobName="churn-score-1"), "ProcessingJobStatus")
    body = s3.get_object(Bucket=BUCKET, Key="predictions/predictions.csv")["Body"].read().decode()
    print("scored", job["ProcessingJobStatus"], body.split())


def package(image, artefact):
    sagemaker.create_model_package_group(ModelPackageGroupName="churn")
    arn = sagemaker.create_model_package(
        ModelPackageGroupName="churn",
        InferenceSpecification={
            "Containers": [{"Image": image, "ModelDataUrl": artefact}],
            "SupportedContentTypes": ["application/json"],
            "SupportedResponseMIMETypes": ["application/json"],
        },
        ModelApprovalStatus="Approved",
    )["ModelPackageArn"]
    described = sagemaker.describe_model_package(ModelPackageName=arn)
    print("package", described["ModelPackageVersion"], described["ModelApprovalStatus"])


def deploy(image, artefact):
    create_config("churn-g1", image, artefact)
    sagemaker.create_endpoint(EndpointName="churn", EndpointConfigName="churn-g1")
    endpoint = wait(lambda: sagemaker.describe_endpoint(EndpointName="churn"), "EndpointStatus")
    deployed = endpoint["ProductionVariants"][0]["DeployedImages"][0]["ResolvedImage"]
    print("endpoint", endpoint["EndpointStatus"], deployed == image, invoke(7))
    expect_error("ModelError", lambda: invoke("seven"))


def fail_an_update(image):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as tar:
        tar.addfile(tarfile.TarInfo("empty.txt"))
    s3.upload_fileobj(io.BytesIO(stream.getvalue()), BUCKET, "bad/model.tar.gz")
    create_config("churn-g2", image, f"s3://{BUCKET}/bad/model.tar.gz")
    sagemaker.update_endpoint(EndpointName="churn", EndpointConfigName="churn-g2")
    expect_error("ValidationException", lambda: sagemaker.delete_endpoint(EndpointName="churn"))
    endpoint = wait(lambda: sagemaker.describe_endpoint(EndpointName="churn"), "EndpointStatus")
    said = "did not pass the ping health check" in endpoint["FailureReason"]
    print("update", endpoint["EndpointStatus"], endpoint["EndpointConfigName"], said, invoke(8))


def create_config(name, image, artefact):
    sagemaker.create_model(
        ModelName=name, ExecutionRoleArn=ROLE, PrimaryContainer={"Image": image, "ModelDataUrl": artefact}
    )
    sagemaker.create_endpoint_config(
        EndpointConfigName=name,
        ProductionVariants=[
            {"VariantName": "all", "ModelName": name, "InitialInstanceCount": 1, "InstanceType": "ml.m5.large"}
        ],
    )


def invoke(value):
    answer = runtime.invoke_endpoint(EndpointName="churn", ContentType="application/json", Body=json.dumps(value))
    return json.loads(answer["Body"].read())


def remove():
    sagemaker.delete_endpoint(EndpointName="churn")
    while sagemaker.list_endpoints()["Endpoints"]:
        time.sleep(0.05)
    for name in ("churn-g1", "churn-g2"):
        sagemaker.delete_endpoint_config(EndpointConfigName=name)
        sagemaker.delete_model(ModelName=name)
    expect_error("ValidationError", lambda: invoke(1))


def wait(describe, member):
    while True:
        described = describe()
        if described[member] in ("Completed", "Failed", "Stopped", "InService"):
            return described
        time.sleep(0.05)


def expect_error(code, call):
    try:
        call()
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response
        print("refused", code)
    else:
        raise AssertionError(f"{code} was expected")


def sha256(content):
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    main()

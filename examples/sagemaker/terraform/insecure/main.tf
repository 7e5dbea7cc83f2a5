# The architecture of ../../insecure.yaml: the twin of the secure example, with the mistakes that the
# bundled rules look for.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

variable "region" {
  type    = string
  default = "eu-west-1"
}

provider "aws" {
  region = var.region
}

# --- network: no flow log, no DNS, a public route table
resource "aws_vpc" "this" {
  cidr_block         = "10.20.0.0/16"
  enable_dns_support = false
  tags               = { Owner = "ml-platform", Environment = "prod" }
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet("10.20.0.0/16", 4, count.index)
  availability_zone = "${var.region}${["a", "b"][count.index]}"
  tags              = { Owner = "ml-platform", Environment = "prod", Name = "private" }
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
  tags   = { Owner = "ml-platform", Environment = "prod" }
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.this.id
  tags   = { Owner = "ml-platform" }
}

resource "aws_route" "out" {
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
}

resource "aws_route_table_association" "private" {
  count          = 2
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private.id
}

# --- security groups: open to the world
resource "aws_security_group" "workload" {
  name        = "ml-workload"
  description = "SageMaker resources"
  vpc_id      = aws_vpc.this.id
  tags        = { Owner = "ml-platform", Environment = "prod" }
}

resource "aws_security_group" "endpoints" {
  name        = "ml-endpoints"
  description = "Interface endpoints"
  vpc_id      = aws_vpc.this.id
  tags        = { Owner = "ml-platform", Environment = "prod" }
}

resource "aws_vpc_security_group_ingress_rule" "workload" {
  security_group_id = aws_security_group.workload.id
  description       = "Everyone"
  ip_protocol       = "tcp"
  from_port         = 8888
  to_port           = 8888
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "endpoints" {
  security_group_id            = aws_security_group.endpoints.id
  description                  = "From SageMaker resources"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.workload.id
}

# --- endpoints: one, without private names
resource "aws_vpc_endpoint" "interface" {
  for_each           = toset(["sagemaker.api"])
  vpc_id             = aws_vpc.this.id
  service_name       = "com.amazonaws.${var.region}.${each.key}"
  vpc_endpoint_type  = "Interface"
  subnet_ids         = aws_subnet.private[*].id
  security_group_ids = [aws_security_group.endpoints.id]
  tags               = { Owner = "ml-platform", Environment = "prod" }
}

# --- SageMaker
resource "aws_iam_role" "sagemaker" {
  name = "ml-sagemaker"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "sagemaker.amazonaws.com" } }]
  })
}

resource "aws_sagemaker_notebook_instance" "notebook" {
  name          = "ml-notebook"
  instance_type = "ml.t3.medium"
  role_arn      = aws_iam_role.sagemaker.arn
  tags          = { Owner = "ml-platform", Environment = "prod" }
}

resource "aws_sagemaker_model" "model" {
  name               = "ml-model"
  execution_role_arn = aws_iam_role.sagemaker.arn
  primary_container {
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/ml-model:1"
  }
  tags = { Owner = "ml-platform", Environment = "prod" }
}

resource "aws_sagemaker_model" "single_zone" {
  name                     = "ml-single-zone"
  execution_role_arn       = aws_iam_role.sagemaker.arn
  enable_network_isolation = true
  primary_container {
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/ml-model:1"
  }
  vpc_config {
    subnets            = [aws_subnet.private[0].id]
    security_group_ids = [aws_security_group.workload.id]
  }
  tags = { Owner = "ml-platform", Environment = "prod" }
}

resource "aws_sagemaker_endpoint_configuration" "config" {
  name = "ml-config"
  production_variants {
    variant_name           = "main"
    model_name             = aws_sagemaker_model.model.name
    instance_type          = "ml.m5.large"
    initial_instance_count = 2
  }
  tags = { Owner = "ml-platform", Environment = "prod" }
}

resource "aws_sagemaker_domain" "studio" {
  domain_name = "ml-studio"
  auth_mode   = "IAM"
  vpc_id      = aws_vpc.this.id
  subnet_ids  = aws_subnet.private[*].id
  default_user_settings {
    execution_role = aws_iam_role.sagemaker.arn
  }
  tags = { Owner = "  ", Environment = "prod" }
}

resource "aws_sagemaker_user_profile" "analyst" {
  domain_id         = aws_sagemaker_domain.studio.id
  user_profile_name = "analyst"
  user_settings {
    execution_role  = aws_iam_role.sagemaker.arn
    security_groups = [aws_security_group.workload.id]
  }
  tags = { Owner = "ml-platform", Environment = "prod" }
}

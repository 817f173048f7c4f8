# SPDX-License-Identifier: Apache-2.0
#
# An emergency role and user, the log of their use, and the alert: the same as break-glass.yaml. README.md says how to
# deploy it.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "account_id" {
  description = "The account with the emergency role."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An account id has 12 digits."
  }
}

variable "alert_address" {
  description = "Who gets the alert. The address must confirm the subscription."
  type        = string
}

variable "retention_days" {
  description = "For how many days nobody, root included, can delete a log file."
  type        = number
  default     = 365
}

# The home region, and the others where the sign-in of a user can land. Add those whose endpoints people use.
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = [var.account_id]
}

provider "aws" {
  alias               = "us_east_2"
  region              = "us-east-2"
  allowed_account_ids = [var.account_id]
}

provider "aws" {
  alias               = "eu_north_1"
  region              = "eu-north-1"
  allowed_account_ids = [var.account_id]
}

provider "aws" {
  alias               = "ap_southeast_2"
  region              = "ap-southeast-2"
  allowed_account_ids = [var.account_id]
}

locals {
  user_arn  = "arn:aws:iam::${var.account_id}:user/break-glass"
  role_arn  = "arn:aws:iam::${var.account_id}:role/break-glass"
  trail_arn = "arn:aws:cloudtrail:us-east-1:${var.account_id}:trail/break-glass"
  bus_arn   = "arn:aws:events:us-east-1:${var.account_id}:event-bus/default"

  entries = jsonencode({
    "$or" = [
      # Sign-ins have a detail-type of their own.
      {
        detail-type = ["AWS Console Sign In via CloudTrail"]
        detail = {
          eventName = ["ConsoleLogin"]
          "$or" = [
            { userIdentity = { type = ["Root"] } },
            { userIdentity = { arn = [local.user_arn] } },
          ]
        }
      },
      # A switched role is known by the role, and not by who switches.
      {
        detail-type = ["AWS Console Sign In via CloudTrail"]
        detail = {
          eventName    = ["SwitchRole", "ConsoleLogin"]
          userIdentity = { arn = [{ prefix = "arn:aws:sts::${var.account_id}:assumed-role/break-glass/" }] }
        }
      },
      # Each call that issues credentials of the role, from this account or another, by SAML or by a token.
      {
        detail-type = ["AWS API Call via CloudTrail"]
        source      = ["aws.sts"]
        detail = {
          eventName         = [{ prefix = "AssumeRole" }]
          requestParameters = { roleArn = [local.role_arn] }
        }
      },
      # A task session of root, opened from the organization's management account.
      {
        detail-type = ["AWS API Call via CloudTrail"]
        source      = ["aws.sts"]
        detail      = { eventName = ["AssumeRoot"] }
      },
      # Keys of root and of the user: none are expected.
      {
        detail-type = ["AWS API Call via CloudTrail"]
        detail = {
          userIdentity = {
            type        = ["Root", "IAMUser"]
            arn         = ["arn:aws:iam::${var.account_id}:root", local.user_arn]
            accessKeyId = [{ prefix = "AKIA" }]
          }
        }
      },
    ]
  })
}

# Who may come in. No access key and no password here: the password is set by hand and dealt on paper, as is the seed of
# the factor.

resource "aws_iam_user" "break_glass" {
  name = "break-glass"
}

resource "aws_iam_user_policy" "switch_to_the_role" {
  name = "switch-to-the-role"
  user = aws_iam_user.break_glass.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "sts:AssumeRole"
      Resource = local.role_arn
    }]
  })
}

resource "aws_iam_role" "break_glass" {
  name                 = "break-glass"
  description          = "Emergency access. Each use is an incident."
  max_session_duration = 3600
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = aws_iam_user.break_glass.arn }
      Action    = "sts:AssumeRole"
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    }]
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role_policy_attachment" "administrator" {
  role       = aws_iam_role.break_glass.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_role_policy" "keep_the_log" {
  name = "keep-the-log"
  role = aws_iam_role.break_glass.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "LogAndAlert"
        Effect = "Deny"
        Action = [
          "cloudtrail:DeleteTrail",
          "cloudtrail:PutEventSelectors",
          "cloudtrail:StopLogging",
          "cloudtrail:UpdateTrail",
          "events:DeleteRule",
          "events:DisableRule",
          "events:PutRule",
          "events:PutTargets",
          "events:RemoveTargets",
          "sns:DeleteTopic",
          "sns:SetTopicAttributes",
          "sns:Unsubscribe",
        ]
        Resource = "*"
      },
      {
        Sid    = "LogBucket"
        Effect = "Deny"
        Action = [
          "s3:DeleteBucket",
          "s3:DeleteBucketPolicy",
          "s3:PutBucketObjectLockConfiguration",
          "s3:PutBucketPolicy",
          "s3:PutBucketPublicAccessBlock",
          "s3:PutBucketVersioning",
          "s3:PutLifecycleConfiguration",
        ]
        Resource = aws_s3_bucket.log.arn
      },
    ]
  })
}

# The log.

resource "aws_s3_bucket" "log" {
  bucket              = "break-glass-log-${var.account_id}"
  object_lock_enabled = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_versioning" "log" {
  bucket = aws_s3_bucket.log.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_object_lock_configuration" "log" {
  bucket = aws_s3_bucket_versioning.log.bucket

  rule {
    default_retention {
      mode = "COMPLIANCE"
      days = var.retention_days
    }
  }
}

resource "aws_s3_bucket_public_access_block" "log" {
  bucket                  = aws_s3_bucket.log.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "log" {
  bucket = aws_s3_bucket.log.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "log" {
  bucket = aws_s3_bucket.log.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_policy" "log" {
  bucket     = aws_s3_bucket.log.id
  depends_on = [aws_s3_bucket_public_access_block.log]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "TrailChecks"
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = "s3:GetBucketAcl"
        Resource  = aws_s3_bucket.log.arn
        Condition = { StringEquals = { "aws:SourceArn" = local.trail_arn } }
      },
      {
        Sid       = "TrailWrites"
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.log.arn}/AWSLogs/${var.account_id}/*"
        Condition = {
          StringEquals = {
            "s3:x-amz-acl"  = "bucket-owner-full-control"
            "aws:SourceArn" = local.trail_arn
          }
        }
      },
      {
        Sid       = "OnlyTLS"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.log.arn, "${aws_s3_bucket.log.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "NobodyDeletes"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObjectRetention"]
        Resource  = "${aws_s3_bucket.log.arn}/*"
      },
      {
        Sid       = "NobodyDeletesTheBucket"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:DeleteBucket"
        Resource  = aws_s3_bucket.log.arn
      },
    ]
  })
}

resource "aws_cloudtrail" "break_glass" {
  name                          = "break-glass"
  s3_bucket_name                = aws_s3_bucket.log.id
  enable_logging                = true
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true
  depends_on                    = [aws_s3_bucket_policy.log]

  event_selector {
    include_management_events = true
    read_write_type           = "All"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# The alert.

resource "aws_sns_topic" "alert" {
  name = "break-glass"
}

resource "aws_sns_topic_subscription" "soc" {
  topic_arn = aws_sns_topic.alert.arn
  protocol  = "email"
  endpoint  = var.alert_address
}

resource "aws_sns_topic_policy" "alert" {
  arn = aws_sns_topic.alert.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "RulesPublish"
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.alert.arn
      Condition = { ArnEquals = { "aws:SourceArn" = module.home.rule_arn } }
    }]
  })
}

# Lets the rules of other regions send to the bus of the home region.
resource "aws_iam_role" "forward" {
  name = "break-glass-forward"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "forward" {
  name = "send-home"
  role = aws_iam_role.forward.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "events:PutEvents"
      Resource = local.bus_arn
    }]
  })
}

# In the home region the rule alerts; it sees what happens there and what the other regions forward.
module "home" {
  source  = "./regional"
  name    = "break-glass-alert"
  entries = local.entries
  target  = aws_sns_topic.alert.arn
}

module "us_east_2" {
  source    = "./regional"
  name      = "break-glass-forward"
  entries   = local.entries
  target    = local.bus_arn
  role      = aws_iam_role.forward.arn
  providers = { aws = aws.us_east_2 }
}

module "eu_north_1" {
  source    = "./regional"
  name      = "break-glass-forward"
  entries   = local.entries
  target    = local.bus_arn
  role      = aws_iam_role.forward.arn
  providers = { aws = aws.eu_north_1 }
}

module "ap_southeast_2" {
  source    = "./regional"
  name      = "break-glass-forward"
  entries   = local.entries
  target    = local.bus_arn
  role      = aws_iam_role.forward.arn
  providers = { aws = aws.ap_southeast_2 }
}

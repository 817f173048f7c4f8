# SPDX-License-Identifier: Apache-2.0
#
# The rule of one region.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "name" {
  description = "The name of the rule."
  type        = string
}

variable "entries" {
  description = "The event pattern."
  type        = string
}

variable "target" {
  description = "The ARN of the topic, or of the bus in the home region."
  type        = string
}

variable "role" {
  description = "The role that sends to a bus."
  type        = string
  default     = null
}

resource "aws_cloudwatch_event_rule" "entries" {
  name          = var.name
  description   = "Each way into root, the emergency user, and the emergency role."
  state         = "ENABLED"
  event_pattern = var.entries
}

resource "aws_cloudwatch_event_target" "entries" {
  rule      = aws_cloudwatch_event_rule.entries.name
  target_id = "entries"
  arn       = var.target
  role_arn  = var.role
}

output "rule_arn" {
  value = aws_cloudwatch_event_rule.entries.arn
}

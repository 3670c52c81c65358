// The web app: one container, its secrets by reference to the vault.
param name string
param location string
param image string
param instances int
param identityId string
param identityClientId string
param subnetId string
param workspaceId string
param appId string
@description('Settings beside those below; secrets only as references to the vault.')
param settings object

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: name
  location: location
  kind: 'linux'
  sku: { name: 'B2', capacity: instances }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2023-12-01' = {
  name: name
  location: location
  kind: 'app,linux,container'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: subnetId
    siteConfig: {
      linuxFxVersion: 'DOCKER|${image}'
      acrUseManagedIdentityCreds: true
      acrUserManagedIdentityID: identityClientId
      alwaysOn: true
      http20Enabled: true
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      healthCheckPath: '/healthz'
    }
  }

  resource environment 'config' = {
    name: 'appsettings'
    properties: union(settings, {
      WEBSITES_PORT: '3978'
      WEBSITES_ENABLE_APP_SERVICE_STORAGE: 'false'
      MANAGED_IDENTITY: identityClientId
      MicrosoftAppId: appId
      MicrosoftAppType: 'SingleTenant'
      MicrosoftAppTenantId: tenant().tenantId
      OAUTH_CONNECTION_NAME: 'graph'
    })
  }

  // Nobody uploads past the image.
  resource noFtp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource noScm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: site
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'AppServiceConsoleLogs', enabled: true }
      { category: 'AppServicePlatformLogs', enabled: true }
    ]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}
